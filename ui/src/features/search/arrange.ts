/** The whole list as the person wants it: which books, and in which order. What is not known of a book is never held against it. */
import type { Hit } from '../../ipc/bindings/Hit';
import { placeOf } from './copies';

/** The orders there are. */
export const ORDERS = ['relevance', 'available', 'newest', 'title'] as const;
/** An order of books. */
export type Order = (typeof ORDERS)[number];

/** What was chosen above the list. */
export interface Arrangement {
  /** Only books with a copy to borrow now. */
  readonly available: boolean;
  /** Only books that stand here; empty: anywhere. */
  readonly place: string;
  /** Only books of these years; null: any, NO_YEAR: those that name none. */
  readonly years: Years | null;
  readonly order: Order;
}

/** Years from one to another, both included. */
export interface Years {
  readonly from: number;
  readonly to: number;
}

/** Books that name no year. */
export const NO_YEAR: Years = { from: 0, to: 0 };

/** As the catalogue has it. */
export const PLAIN: Arrangement = { available: false, place: '', years: null, order: 'relevance' };

/** A list after the choice. */
export interface Arranged {
  readonly hits: readonly Hit[];
  /** Left out only because nobody has looked at their copies yet. */
  readonly unsure: readonly Hit[];
}

/** What can be chosen from, by what the books say. */
export interface Choices {
  readonly places: readonly string[];
  readonly years: readonly Years[];
}

const DECADE = 10;
/** More years than these are offered by the decade. */
const MANY_YEARS = 8;

/** The year of a book, 0 when it names none. */
const yearOf = (hit: Hit): number => Number(/\d{4}/.exec(hit.year)?.[0] ?? 0);

/** Yes, no, or null: nobody knows yet. The list's word counts until the copies are read. */
function isAvailable(hit: Hit, place: string): boolean | null {
  const known = hit.copies_state === 'checked';
  const copies = hit.copies.some(
    (copy) =>
      copy.status === 'available' && (place === '' || placeOf(copy) === place || copy.branch === place),
  );
  if (copies) return true;
  if (known) return false;
  const listed = hit.branches.some(
    ({ name, status }) => status === 'available' && (place === '' || name === place),
  );
  return listed ? true : null;
}

/** Yes, no, or null: nobody knows yet. */
function isAt(hit: Hit, place: string): boolean | null {
  if (place === '') return true;
  if (hit.copies.some((copy) => placeOf(copy) === place || copy.branch === place)) return true;
  if (hit.branches.some((branch) => branch.name === place)) return true;
  return hit.copies_state === 'checked' ? false : null;
}

const collator = new Intl.Collator('ko', { numeric: true });
const byPosition = (a: Hit, b: Hit): number => a.position - b.position || a.id - b.id;
/** To borrow now, then what nobody knows, then the others. */
const rank = (hit: Hit): number => ({ true: 0, null: 1, false: 2 })[`${isAvailable(hit, '')}`];

const COMPARE: Record<Exclude<Order, 'relevance'>, (a: Hit, b: Hit) => number> = {
  available: (a, b) => rank(a) - rank(b),
  newest: (a, b) => yearOf(b) - yearOf(a),
  title: (a, b) => collator.compare(a.title, b.title),
};

/** Picks and orders; the same list when nothing was chosen. */
export function arrange(hits: readonly Hit[], { available, place, years, order }: Arrangement): Arranged {
  let shown = hits;
  const unsure: Hit[] = [];
  if (available || place !== '' || years !== null) {
    shown = hits.filter((hit) => {
      const year = yearOf(hit);
      if (years !== null && (year < years.from || year > years.to)) return false;
      const fits = available && isAt(hit, place) !== false ? isAvailable(hit, place) : isAt(hit, place);
      if (fits === null) unsure.push(hit);
      return fits === true;
    });
  }
  if (order !== 'relevance') {
    const compare = COMPARE[order];
    shown = [...shown].sort((a, b) => compare(a, b) || byPosition(a, b));
  }
  return { hits: shown, unsure };
}

/** The places and years that these books name; a place that all of them share by name is no choice. */
export function choicesOf(hits: readonly Hit[]): Choices {
  const places = new Set<string>();
  const branches = new Set<string>();
  const years = new Set<number>();
  for (const hit of hits) {
    years.add(yearOf(hit));
    for (const copy of hit.copies) places.add(placeOf(copy));
    for (const branch of hit.branches) branches.add(branch.name);
  }
  if (branches.size > 1) for (const name of branches) places.add(name);
  places.delete('');
  return {
    places: places.size > 1 ? [...places].sort((a, b) => collator.compare(a, b)) : [],
    years: years.size > 1 ? spansOf(years) : [],
  };
}

function spansOf(years: ReadonlySet<number>): Years[] {
  const known = [...years].filter((year) => year !== 0).sort((a, b) => b - a);
  const begins =
    known.length > MANY_YEARS
      ? [...new Set(known.map((year) => year - (year % DECADE)))].map((from) => ({
          from,
          to: from + DECADE - 1,
        }))
      : known.map((year) => ({ from: year, to: year }));
  return years.has(0) ? [...begins, NO_YEAR] : begins;
}
