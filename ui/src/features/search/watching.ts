/** What of a book can be watched until it can be borrowed: everything, or its copies in one place. */
import type { Copy } from '../../ipc/bindings/Copy';
import type { Hit } from '../../ipc/bindings/Hit';
import type { Status } from '../../ipc/bindings/Status';
import type { Watch } from '../../ipc/bindings/Watch';
import { isAtDesk } from './copies';

/** Who waits for these does not wait in vain. */
const COME_BACK: readonly Status[] = ['on_loan', 'reserved', 'in_process'];

/** The place of a copy, as the app names it. */
const placeOf = ({ branch, location }: Copy): string => branch || location;

/** Words that nobody knows may mean that, too; not those of stacks from which nothing is lent. */
const comesBack = (copy: Copy): boolean =>
  COME_BACK.includes(copy.status) ||
  (copy.status === 'unknown' && copy.raw_status.trim() !== '' && !isAtDesk(copy));

/** Nothing of it can be borrowed now, and something of it may come back. */
const isAway = (copies: readonly Copy[]): boolean =>
  copies.every(({ status }) => status !== 'available') && copies.some(comesBack);

/** What can be watched of a book: null is all of it, the others are places. Nothing while something can be borrowed there. */
export function choicesOf({ copies }: Hit): (string | null)[] {
  const places = [...new Set(copies.map(placeOf))].filter((place) => place !== '');
  const away = places.filter((place) => isAway(copies.filter((copy) => placeOf(copy) === place)));
  return [...(isAway(copies) ? [null] : []), ...(places.length > 1 ? away : [])];
}

/** What can be watched of a book beside what is: nothing where all of it is. */
export function othersOf(hit: Hit, watches: readonly Watch[]): (string | null)[] {
  const watched = new Set(watches.map(({ place }) => place));
  return watched.has(null) ? [] : choicesOf(hit).filter((place) => !watched.has(place));
}

/** What one press does with a book: begins or ends its watch as a whole, or leads to its details. */
export type Toggle = { kind: 'begin' } | { kind: 'end'; watch: Watch } | { kind: 'choose' };

/** Null when there is nothing to wait for. Where places are watched it is not for one press to say which is meant. */
export function toggleOf(hit: Hit, watches: readonly Watch[]): Toggle | null {
  const [watch, ...more] = watches;
  if (more.length > 0) return { kind: 'choose' };
  if (watch !== undefined && watch.place === null) return { kind: 'end', watch };
  if (choicesOf(hit).includes(null)) return { kind: 'begin' };
  return watch === undefined ? null : { kind: 'choose' };
}
