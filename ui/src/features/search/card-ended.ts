/** Cards of searches that have ended: complete, in part, not at all, or stopped. */
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary } from '../../i18n';
import { partialLine, totalOf } from '../../state/counts';
import { isWorthRetrying } from '../../state/mending';
import { echoOf, isSplit } from '../../state/names';
import { askedLine, factLine, keptLine, see, shortWhatOf, wentOnLine } from './card-lines';
import type { CardContext, CardView } from './card-view';
import { partOfTitle } from './part-of-title';

/** The library did not answer, however often it was asked. */
const DOWN: readonly (ErrorCode | null)[] = ['network', 'timeout', 'upstream', 'error_page', 'cut_page'];

/** The catalogue has nothing: what else there is to try, the likeliest first. */
function nothingActions(search: Search, isSplitTitle: boolean, c: CardContext): CardView['actions'] {
  const { action } = c.t.card;
  const actions: CardView['actions'] = [];
  if (isSplitTitle) actions.push({ kind: 'literal', label: action.literal });
  if (partOfTitle(search) !== '') actions.push({ kind: 'part', label: action.part });
  if (c.canAskAll) actions.push({ kind: 'everyone', label: action.everyone });
  actions.push({ kind: 'retry', label: action.recheck });
  return actions.slice(0, 2);
}

/** Of one book that cannot be borrowed now: being told when it can. */
const watchAction = ({ watch }: CardContext): CardView['actions'][number] | null =>
  watch === null ? null : { kind: 'watch', label: watch };

/** All that was asked for is known. */
export function complete(search: Search, c: CardContext): CardView {
  const { t } = c;
  const saved = search.kept_from_ms !== null;
  const empty = search.hit_count === 0 && totalOf(search) === 0;
  const split = empty && isSplit(search.query) && !search.searched_as_title;
  const loaded = totalOf(search) > search.hit_count ? [t.card.loaded(search.hit_count)] : [];
  const sub = [factLine(search, c), ...loaded, ...(empty ? [t.card.nothingNext] : [])];
  if (search.searched_as_title) sub.push(t.card.asTitle);
  sub.push(...wentOnLine(search, t));
  const recheck = { kind: 'retry' as const, label: t.card.action.recheck };
  const more = { kind: 'more' as const, label: t.card.action.more };
  const what = shortWhatOf(search, t);
  const view: CardView = {
    title: empty ? t.card.nothing(what) : t.card.found(what, totalOf(search)),
    sub: sub.filter((line) => line !== ''),
    chip: { tone: 'ok', label: t.card.chip.done },
    progress: null,
    note: split ? { tone: 'info', text: t.card.commaHint } : null,
    actions: empty
      ? nothingActions(search, split, c)
      : [...see(search, t), watchAction(c) ?? (search.has_more ? more : recheck)],
  };
  if (saved) view.chip = { tone: 'saved', label: t.card.chip.saved };
  else if (empty) view.chip = { tone: 'neutral', label: t.card.chip.none };
  // A kept answer is most likely wanted anew.
  if (saved) {
    const others = view.actions.filter(({ kind }) => kind !== 'retry');
    view.actions = [recheck, ...others].slice(0, 2);
  }
  return view;
}

function partialNote(search: Search, t: Dictionary): string {
  const because = search.code === null ? t.card.becauseUnknown : t.troubles[search.code].because;
  const notes: string[] = [];
  if (search.failed_page_count > 0) notes.push(t.card.partialPages(search.failed_page_count, because));
  if (search.failed_count > 0) notes.push(t.card.partialBooks(search.failed_count, because));
  if (notes.length === 0) notes.push(t.card.partialOther(because));
  // The button beside it would be turned away as well, if it were pressed at once.
  if (search.code === 'blocked') notes.push(t.card.turnedAway);
  return notes.join(' ');
}

/** Something of it could not be checked. */
export function partial(search: Search, c: CardContext): CardView {
  const { t } = c;
  const { planned_count: planned, checked_count: checked, failed_count: failedCount } = search;
  return {
    title: t.card.partial,
    sub: [
      partialLine(search, shortWhatOf(search, t), t),
      search.kept_from_ms === null ? factLine(search, c) : echoOf(search, t).join(' · '),
      ...keptLine(search, c),
      ...wentOnLine(search, t),
    ].filter((line) => line !== ''),
    chip: { tone: 'err', label: planned > 0 ? `${checked}/${planned}` : t.card.chip.partial },
    progress: null,
    note: { tone: 'err', text: partialNote(search, t) },
    actions: [
      ...see(search, t),
      { kind: 'retry', label: failedCount > 0 ? t.card.action.retryBooks(failedCount) : t.card.action.retry },
    ],
  };
}

/** How often it was tried, as far as that explains anything, and that what was found is still there. */
function leftLine({ code, tried_count: tried, hit_count: found }: Search, t: Dictionary): string[] {
  const parts = [
    ...(DOWN.includes(code) && tried > 0 ? [t.card.tried(tried)] : []),
    ...(found > 0 ? [t.card.keptHits] : []),
  ];
  return parts.length === 0 ? [] : [parts.join(' ')];
}

function failedActions(search: Search, c: CardContext): CardView['actions'] {
  const { t } = c;
  const retry = { kind: 'retry' as const, label: t.card.action.retry };
  const link = c.hasHome ? [{ kind: 'link' as const, label: t.card.action.link }] : [];
  const other = search.hit_count > 0 ? see(search, t) : link;
  if (isWorthRetrying(search.code)) return [retry, ...other];
  // Asking again reads the same page: the library's own one helps now, and, where it is not understood, the app's makers later.
  const report = { kind: 'report' as const, label: t.card.action.report };
  return [...(other.length > 0 ? other : [retry]), ...(search.code === 'layout_unknown' ? [report] : [])];
}

/** Nothing new came of it. */
export function failed(search: Search, c: CardContext): CardView {
  const { t } = c;
  const trouble = search.code === null ? null : t.troubles[search.code];
  return {
    title: trouble?.title ?? t.card.failed,
    sub: [
      askedLine(search, c),
      ...leftLine(search, t),
      trouble?.next ?? t.card.failedNext,
      ...keptLine(search, c),
      ...wentOnLine(search, t),
    ],
    chip: { tone: 'err', label: t.card.chip.failed },
    progress: null,
    note: null,
    actions: failedActions(search, c),
  };
}

/** Stopped by the person. */
export function cancelled(search: Search, c: CardContext): CardView {
  const { t } = c;
  const left =
    search.checked_count > 0
      ? t.card.cancelledChecked(search.checked_count)
      : search.hit_count > 0
        ? t.card.cancelledListed(search.hit_count)
        : t.card.cancelledNothing;
  return {
    title: t.card.cancelled,
    sub: [askedLine(search, c), left, ...keptLine(search, c)],
    chip: { tone: 'neutral', label: t.card.chip.cancelled },
    progress: null,
    note: null,
    actions: [{ kind: 'retry', label: t.card.action.resume }, ...see(search, t)],
  };
}
