/** How many books of a search there are, and of how many the copies are known. */
import type { Search } from '../ipc/bindings/Search';
import type { Dictionary } from '../i18n';

/** How many books the catalogue has for it, as far as known. */
export const totalOf = (search: Pick<Search, 'total_count' | 'hit_count'>): number =>
  Math.max(search.total_count ?? 0, search.hit_count);

/** How far a search came that was not checked to its end: `‘컴퓨터구조론’ 8권 중 6권 확인`. */
export function partialLine(search: Search, what: string, t: Dictionary): string {
  const { planned_count: planned, checked_count: checked } = search;
  if (planned === 0) return what;
  return totalOf(search) > planned
    ? t.card.checkingFirst(totalOf(search), planned, checked)
    : t.card.partialCount(what, planned, checked);
}
