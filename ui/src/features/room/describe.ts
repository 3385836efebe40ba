/** The lines of a room in words: who says what, and when. */
import type { Library } from '../../ipc/bindings/Library';
import type { Message } from '../../ipc/bindings/Message';
import type { WatchNews } from '../../ipc/bindings/WatchNews';
import type { Dictionary, Formats } from '../../i18n';
import { nameOf } from '../../state/names';
import type { Row } from '../../state/rows';

/** What the words depend on beside the line. */
export interface Speech {
  /** Whose room it is. */
  library: Library;
  t: Dictionary;
  format: Formats;
  /** The library that was asked by this search. */
  asked: (searchId: number) => Library;
  /** Nobody who was asked has taken this question up yet. */
  unread: (message: Message) => boolean;
  /** A search's card in one sentence. */
  cardLabel: (searchId: number) => string;
  /** What happened to a watched book, and where, in one. */
  newsLabel: (news: WatchNews) => string;
}

/** The library that says this message: in the room of everyone the one that answers, otherwise whose room it is. */
export const speakerOf = (
  { body }: Message,
  { library, asked }: Pick<Speech, 'library' | 'asked'>,
): Library => (body.kind === 'search' ? asked(body.search_id) : library);

/** Whether nobody has taken a question up yet: its searches, be it one or one for each library, wait (`waits`) all of them. */
export function isUnread(
  { id, body }: Message,
  waits: (searchId: number) => boolean,
  answers?: ReadonlyMap<number, readonly number[]>,
): boolean {
  if (body.kind !== 'text') return false;
  const searches = answers?.get(id) ?? (body.search_id === null ? [] : [body.search_id]);
  return searches.length > 0 && searches.every(waits);
}

function greetingOf(library: Library, t: Dictionary): string {
  if (library.standing === 'practice') return t.room.greetingPractice;
  return library.standing === 'everyone' ? t.room.greetingEveryone : t.room.greeting(nameOf(library, t));
}

/** What a message says. */
export function wordsOf({ body }: Message, { library, t, cardLabel, newsLabel }: Speech): string {
  switch (body.kind) {
    case 'text':
      return body.text;
    case 'greeting':
      return greetingOf(library, t);
    case 'guide':
      return t.room.guide;
    case 'refused':
      return t.room.refusals[body.code];
    case 'watch':
      return newsLabel(body.news);
    case 'search':
      return cardLabel(body.search_id);
  }
}

/** So many libraries have nothing, in a sentence. */
export const nothingOf = (
  { searchIds, everywhere }: Extract<Row, { kind: 'nothing' }>,
  t: Dictionary,
): string => (everywhere ? t.room.nothingAnywhere : t.room.nothingAt)(searchIds.length);

/** A row for whoever does not see it: who, what, when, and whether it has arrived. */
export function describeRow(row: Row, speech: Speech): string {
  const { t, format } = speech;
  if (row.kind === 'day') return format.day(row.at);
  if (row.kind === 'unread') return t.room.unread;
  if (row.kind === 'nothing') return nothingOf(row, t);
  if (row.kind === 'pending') {
    const state = row.pending.failed === null ? t.room.sending : t.room.notSent;
    return [t.room.me, row.pending.text, state].join(', ');
  }
  const { message } = row;
  const who = message.author === 'me' ? t.room.me : nameOf(speakerOf(message, speech), t);
  const words = wordsOf(message, speech).replace(/\.$/, '');
  const parts = [who, words, format.time(message.sent_at_ms)];
  return [...parts, ...(speech.unread(message) ? [t.room.undelivered] : [])].join(', ');
}
