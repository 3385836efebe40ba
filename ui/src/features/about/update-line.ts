/** What is said of a newer version, and what the person can do about it. */
import type { AboutWords } from '../../i18n/about';
import type { Update } from '../../ipc/bindings/Update';

/** What a button does. */
export type UpdateAct = keyof AboutWords['update']['acts'];

/** A sentence, what follows from it, and the buttons below. */
export interface UpdateLine {
  text: string;
  next: string | null;
  /** What is new, as its makers wrote it. */
  notes: string | null;
  /** How much is downloaded, 0 to 1; null: nobody knows; undefined: nothing is. */
  share: number | null | undefined;
  acts: readonly UpdateAct[];
}

const line = (text: string, acts: readonly UpdateAct[] = [], over: Partial<UpdateLine> = {}): UpdateLine => ({
  text,
  next: null,
  notes: null,
  share: undefined,
  acts,
  ...over,
});

/** `moment` says when something was. */
export function updateLine(
  { way, looked_at_ms, stage }: Update,
  moment: (at: number) => string,
  { update: words }: AboutWords,
): UpdateLine {
  switch (stage.kind) {
    case 'unknown':
      return line(looked_at_ms === null ? words.never : words.lookedAt(moment(looked_at_ms)), ['look']);
    case 'looking':
      return line(words.looking);
    case 'newest':
      return line(words.newest, ['look']);
    case 'found':
      return way === 'told'
        ? line(words.found(stage.version), ['page'], { next: words.told, notes: stage.notes })
        : line(words.found(stage.version), ['load'], { notes: stage.notes });
    case 'loading':
      return line(words.loading(stage.version), [], {
        share: stage.percent === null ? null : stage.percent / 100,
      });
    case 'ready':
      return line(words.ready(stage.version), ['install'], { next: words.readyNext });
    case 'installing':
      return line(words.installing);
    case 'failed':
      return line(words.failures[stage.failure], LEADS_AWAY.has(stage.failure) ? ['look', 'page'] : ['look']);
  }
}

/** What can be done about these is done elsewhere. */
const LEADS_AWAY: ReadonlySet<string> = new Set(['unreadable', 'not_installed']);
