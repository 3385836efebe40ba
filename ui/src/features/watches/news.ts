/** What a line in the room of alerts says beside its sentence. */
import type { WatchNews } from '../../ipc/bindings/WatchNews';
import type { Dictionary, Formats } from '../../i18n';
import { newsLine } from '../../state/names';

/** A copy can be borrowed there: large, to be found at the shelf. */
export interface Shelf {
  place: string;
  callNumber: string;
}

/** Where the copy is that can be borrowed; null when nothing can, or when the library does not say where. */
export function shelfOf({ event, location, place, call_number: callNumber }: WatchNews): Shelf | null {
  if (event !== 'available') return null;
  const where = location || (place ?? '');
  return where === '' && callNumber === '' ? null : { place: where, callNumber };
}

/** What can be done with it: with what can be borrowed, with what is over, with what is waited for in vain. */
export type Way = 'shelf' | 'again' | 'vain';

/** Null: nothing. */
export function wayOf({ event }: Pick<WatchNews, 'event'>): Way | null {
  switch (event) {
    case 'available':
      return 'shelf';
    case 'expired':
      return 'again';
    case 'gone':
    case 'not_lent':
    case 'unreadable':
      return 'vain';
    case 'began':
    case 'due_moved':
    case 'reserved':
    case 'unavailable':
    case 'back':
      return null;
  }
}

/** Whose book it is, which of its copies are meant, and when one is due. */
export function factsOf(
  news: WatchNews,
  library: string,
  { t, format }: { t: Dictionary; format: Formats },
): string[] {
  const place = shelfOf(news) === null ? news.place : null;
  const due = news.event === 'available' ? null : news.due;
  return [
    library,
    ...(place === null ? [] : [place]),
    ...(due === null ? [] : [t.copy.dueLong(format.longDate(due))]),
  ];
}

/** All of it in one line, for whoever does not see it. */
export function newsLabelOf(
  news: WatchNews,
  library: string,
  words: { t: Dictionary; format: Formats },
): string {
  const shelf = shelfOf(news);
  return [
    newsLine(news, words.t).replace(/\.$/, ''),
    ...factsOf(news, library, words),
    ...(shelf === null ? [] : [shelf.place, shelf.callNumber]),
  ]
    .filter((part) => part !== '')
    .join(', ');
}
