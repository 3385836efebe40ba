/** The lines of a room in words: who says what, and when. */
import type { Library } from '../../ipc/bindings/Library';
import type { Message } from '../../ipc/bindings/Message';
import type { Dictionary, Formats } from '../../i18n';
import type { Row } from '../../state/rows';

/** What the words depend on beside the line. */
export interface Speech {
  library: Library;
  t: Dictionary;
  format: Formats;
  /** The library has not taken this search up yet. */
  unread: (searchId: number) => boolean;
  /** A search's card in one sentence. */
  cardLabel: (searchId: number) => string;
}

/** The library has not taken this question up yet. */
export const isUnread = ({ body }: Message, unread: (searchId: number) => boolean): boolean =>
  body.kind === 'text' && body.search_id !== null && unread(body.search_id);

/** What a message says. */
export function wordsOf({ body }: Message, { library, t, cardLabel }: Speech): string {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'greeting':
      return library.standing === 'practice' ? t.room.greetingPractice : t.room.greeting(library.name);
    case 'guide':
      return t.room.guide;
    case 'refused':
      return t.room.refusals[body.code];
    case 'search':
      return cardLabel(body.search_id);
  }
}

/** A row for whoever does not see it: who, what, when, and whether it has arrived. */
export function describeRow(row: Row, speech: Speech): string {
  const { library, t, format, unread } = speech;
  if (row.kind === 'day') return format.day(row.at);
  if (row.kind === 'unread') return t.room.unread;
  if (row.kind === 'pending') {
    const state = row.pending.failed === null ? t.room.sending : t.room.notSent;
    return [t.room.me, row.pending.text, state].join(', ');
  }
  const { message } = row;
  const who = message.author === 'me' ? t.room.me : library.name;
  const parts = [who, wordsOf(message, speech), format.time(message.sent_at_ms)];
  return [...parts, ...(isUnread(message, unread) ? [t.room.undelivered] : [])].join(', ');
}
