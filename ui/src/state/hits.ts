/** The list of books of a search, as far as the page knows it: what comes by events, and what is read. */
import type { Hit } from '../ipc/bindings/Hit';

/** So many hits come with a room; fewer are all there are. */
export const FIRST_HITS = 10;

/** By hit: the version of its search in the latest event that named it, while an answer was on its way. */
export type Touched = ReadonlyMap<number, number>;

/** A stretch of a list as it was read: everything there is behind `after` and up to `upTo`, both places in the catalogue's order. */
export interface Stretch {
  readonly hits: readonly Hit[];
  readonly after: number;
  readonly upTo: number;
  /** The version of the search that these hits are at least as new as. */
  readonly version: number;
}

const inOrder = (hits: Iterable<Hit>): readonly Hit[] =>
  [...hits].sort((a, b) => a.position - b.position || a.id - b.id);

/** Up to `limit` hits that were read from behind `after` on; fewer are the last ones. */
export function stretchOf(hits: readonly Hit[], limit: number, version: number, after = -1): Stretch {
  const upTo = hits.length < limit ? Infinity : (hits.at(-1)?.position ?? Infinity);
  return { hits, after, upTo, version };
}

/** Hits as one list in the catalogue's order; what `more` says wins. */
export function mergeHits(old: readonly Hit[], more: readonly Hit[]): readonly Hit[] {
  if (more.length === 0) return old;
  const merged = new Map(old.map((hit) => [hit.id, hit]));
  for (const hit of more) merged.set(hit.id, hit);
  return inOrder(merged.values());
}

/** A list with a stretch of it replaced by what was read; not where an event was newer, be it that the hit is gone. */
export function replaceHits(
  old: readonly Hit[],
  { hits, after, upTo, version }: Stretch,
  touched: Touched,
): readonly Hit[] {
  const isNews = ({ id }: Hit): boolean => (touched.get(id) ?? version) > version;
  const replaced = ({ position }: Hit): boolean => position > after && position <= upTo;
  const left = new Map(old.filter((hit) => isNews(hit) || !replaced(hit)).map((hit) => [hit.id, hit]));
  for (const hit of hits) if (!isNews(hit)) left.set(hit.id, hit);
  return inOrder(left.values());
}

/** How far a list must be read to read again what is known of it. */
export const reachOf = (hits: readonly Hit[]): number =>
  Math.max(hits.length, (hits.at(-1)?.position ?? -1) + 1);
