/** What stands under a library's name: whether it answers, as far as that is known. */
import type { Library } from '../../ipc/bindings/Library';
import type { Dictionary, Formats } from '../../i18n';

/** What the line depends on beside the library. */
export interface StatusContext {
  t: Dictionary;
  format: Formats;
  /** Milliseconds since 1970; decides between today and a date. */
  now: number;
  /** So many libraries are asked in the room of everyone. */
  asked: number;
}

/** Whether it answered when it was last asked, and when that was; null when it was never asked. */
export function connectionOf(
  library: Library,
  { t, format, now }: Pick<StatusContext, 't' | 'format' | 'now'>,
): string | null {
  if (library.unanswered !== null) return t.friends.notConnected(t.friends.reasons[library.unanswered]);
  if (library.answered_at_ms === null) return null;
  const day = format.brief(library.answered_at_ms, now);
  return t.friends.connected(day === format.time(library.answered_at_ms) ? t.friends.today : day);
}

/** The line under a library's name. That holdings are made up is said before all else. */
export function statusOf(library: Library, context: StatusContext): string {
  const { t, asked } = context;
  switch (library.standing) {
    case 'alerts':
      // Nobody to ask: its room has a line of its own.
      return '';
    case 'everyone':
      return t.friends.everyoneStatus(asked);
    case 'practice':
      return t.friends.practiceStatus;
    case 'unconfirmed':
      return t.friends.unconfirmedStatus;
    case 'friend':
      return connectionOf(library, context) ?? t.friends.friendStatus;
  }
}
