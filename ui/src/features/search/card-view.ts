/** What a search's card says in each of its states: words and choices, no markup. */
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary, Formats } from '../../i18n';
import { echoOf, isSplit, whatOf } from '../../state/names';

/** What a button of the card does. */
export type CardAction = 'cancel' | 'retry' | 'go-on' | 'list' | 'detail' | 'more' | 'literal' | 'link';

/** The tone of the card's chip. */
export type ChipTone = 'ok' | 'neutral' | 'err' | 'saved';

/** Everything a card says. */
export interface CardView {
  title: string;
  /** Lines under the headline. */
  sub: string[];
  chip: { tone: ChipTone; label: string };
  /** Null when nothing is under way; otherwise the share done, or null while the amount is unknown. */
  progress: { share: number | null; label: string } | null;
  /** A sentence that must not be overlooked. */
  note: { tone: 'err' | 'info'; text: string } | null;
  /** At most two, the first is the one most likely wanted. */
  actions: { kind: CardAction; label: string }[];
}

/** What the card needs to know beside the search. */
export interface CardContext {
  t: Dictionary;
  format: Formats;
  /** Milliseconds since 1970. */
  now: number;
  /** It has been under way for more than ten seconds. */
  slow: boolean;
  /** The library has a web page of its own. */
  hasHome: boolean;
}

/** How many books the catalogue has for it, as far as known. */
export const totalOf = (search: Search): number => Math.max(search.total_count ?? 0, search.hit_count);

const see = (search: Search, t: Dictionary): CardView['actions'] => {
  if (search.hit_count === 0) return [];
  if (search.hit_count === 1) return [{ kind: 'detail', label: t.card.action.detail }];
  return [{ kind: 'list', label: t.card.action.all(search.hit_count) }];
};

function waiting(search: Search, c: CardContext): CardView {
  const { t } = c;
  const place = search.ahead_count === 0 ? t.card.next : t.card.ahead(search.ahead_count);
  return {
    title: search.resumed ? t.card.resumed : t.card.waiting,
    sub: [place, ...keptLine(search, c)],
    chip: {
      tone: 'neutral',
      label: search.ahead_count === 0 ? t.card.chip.waiting : t.card.place(search.ahead_count + 1),
    },
    progress: null,
    note: null,
    actions: [...see(search, t), { kind: 'cancel', label: t.card.action.cancel }],
  };
}

/** Of when the oldest of the shown books are, when they come from an earlier answer. */
function keptLine({ kept_from_ms: from, hit_count: shown, state }: Search, c: CardContext): string[] {
  if (from === null || shown === 0) return [];
  const moment = c.format.moment(from, c.now);
  return [state === 'partial' ? c.t.card.keptPart(moment) : c.t.card.kept(moment)];
}

/** The search outlived the app once. */
const wentOnLine = (search: Search, t: Dictionary): string[] => (search.resumed ? [t.card.wentOn] : []);

function runningLine(search: Search, t: Dictionary): string {
  const { planned_count: planned, checked_count: checked, hit_count: hits } = search;
  if (planned > 0 && totalOf(search) > planned)
    return t.card.checkingFirst(totalOf(search), planned, checked);
  if (planned > 0) return t.card.checking(planned, checked);
  return hits > 0 ? t.card.listing(hits) : t.card.asking;
}

function running(search: Search, c: CardContext): CardView {
  const { t } = c;
  const { planned_count: planned, checked_count: checked } = search;
  const label = planned > 0 ? t.card.progressText(planned, checked) : t.card.progressUnknown;
  const trouble = search.code === null ? undefined : t.troubles[search.code].waiting;
  const worry = trouble ?? (c.slow ? t.card.slow : null);
  return {
    title: search.resumed ? t.card.resumed : t.card.searching(whatOf(search, t)),
    sub: [...(search.resumed ? [t.card.resuming] : []), runningLine(search, t), ...keptLine(search, c)],
    chip: { tone: 'neutral', label: planned > 0 ? `${checked}/${planned}` : t.card.chip.running },
    progress: { share: planned > 0 ? checked / planned : null, label },
    note: worry === null ? null : { tone: 'info', text: worry },
    actions: [
      ...(search.hit_count > 0 ? [{ kind: 'list' as const, label: t.card.action.soFar }] : []),
      { kind: 'cancel', label: t.card.action.cancel },
    ],
  };
}

/** `오후 3:02 기준`, in front of it what else was asked for. */
function factLine(search: Search, { t, format, now }: CardContext): string {
  if (search.as_of_ms === null) return echoOf(search, t).join(' · ');
  const moment = format.moment(search.as_of_ms, now);
  // Of a kept answer the day matters: without one it is today's, and says so.
  const ofToday = search.kept_from_ms !== null && moment === format.time(search.as_of_ms);
  return [...echoOf(search, t), t.card.asOf(ofToday ? `${t.today} ${moment}` : moment)].join(' · ');
}

function complete(search: Search, c: CardContext): CardView {
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
  const literal = { kind: 'literal' as const, label: t.card.action.literal };
  const view: CardView = {
    title: empty ? t.card.nothing(whatOf(search, t)) : t.card.found(whatOf(search, t), totalOf(search)),
    sub: sub.filter((line) => line !== ''),
    chip: { tone: 'ok', label: t.card.chip.done },
    progress: null,
    note: split ? { tone: 'info', text: t.card.commaHint } : null,
    actions: empty
      ? [...(split ? [literal] : []), recheck]
      : [...see(search, t), search.has_more ? more : recheck],
  };
  if (saved) view.chip = { tone: 'saved', label: t.card.chip.saved };
  else if (empty) view.chip = { tone: 'neutral', label: t.card.chip.none };
  // A kept answer is most likely wanted anew.
  if (saved && !empty && !search.has_more) view.actions.reverse();
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

function partial(search: Search, c: CardContext): CardView {
  const { t } = c;
  const { planned_count: planned, checked_count: checked, failed_count: failed } = search;
  const counted =
    totalOf(search) > planned && planned > 0
      ? t.card.checkingFirst(totalOf(search), planned, checked)
      : t.card.partialCount(whatOf(search, t), planned, checked);
  return {
    title: t.card.partial,
    sub: [
      planned > 0 ? counted : whatOf(search, t),
      search.kept_from_ms === null ? factLine(search, c) : echoOf(search, t).join(' · '),
      ...keptLine(search, c),
      ...wentOnLine(search, t),
    ].filter((line) => line !== ''),
    chip: { tone: 'err', label: planned > 0 ? `${checked}/${planned}` : t.card.chip.partial },
    progress: null,
    note: { tone: 'err', text: partialNote(search, t) },
    actions: [
      ...see(search, t),
      { kind: 'retry', label: failed > 0 ? t.card.action.retryBooks(failed) : t.card.action.retry },
    ],
  };
}

function failed(search: Search, c: CardContext): CardView {
  const { t } = c;
  const trouble = search.code === null ? null : t.troubles[search.code];
  const kept = search.hit_count > 0 ? t.card.keptHits(search.hit_count) : t.card.keptNothing;
  const link = c.hasHome ? [{ kind: 'link' as const, label: t.card.action.link }] : [];
  const view: CardView = {
    title: trouble?.title ?? t.card.failed,
    sub: [
      [whatOf(search, t), ...echoOf(search, t)].join(' · '),
      `${kept} ${trouble?.next ?? t.card.failedNext}`,
      ...keptLine(search, c),
      ...wentOnLine(search, t),
    ],
    chip: { tone: 'err', label: t.card.chip.failed },
    progress: null,
    note: null,
    actions: [
      { kind: 'retry' as const, label: t.card.action.retry },
      ...(search.hit_count > 0 ? see(search, t) : link),
    ],
  };
  // Asking again reads the same page: the library's own one helps now.
  if (search.code === 'layout_unknown') view.actions.reverse();
  return view;
}

function cancelled(search: Search, c: CardContext): CardView {
  const { t } = c;
  const left =
    search.checked_count > 0
      ? t.card.cancelledChecked(search.checked_count)
      : search.hit_count > 0
        ? t.card.cancelledListed(search.hit_count)
        : t.card.cancelledNothing;
  return {
    title: t.card.cancelled,
    sub: [[whatOf(search, t), ...echoOf(search, t)].join(' · '), left, ...keptLine(search, c)],
    chip: { tone: 'neutral', label: t.card.chip.cancelled },
    progress: null,
    note: null,
    actions: [{ kind: 'retry', label: t.card.action.resume }, ...see(search, t)],
  };
}

function held(search: Search, c: CardContext): CardView {
  const { t } = c;
  const sofar = search.hit_count > 0 ? [runningLine(search, t)] : [];
  const cancel = { kind: 'cancel' as const, label: t.card.action.cancel };
  return {
    title: t.card.held,
    sub: [
      [whatOf(search, t), ...echoOf(search, t)].join(' · '),
      ...sofar,
      ...keptLine(search, c),
      t.card.heldNext,
    ],
    chip: { tone: 'neutral', label: t.card.chip.held },
    progress: null,
    note: null,
    actions: [
      { kind: 'go-on', label: t.card.action.goOn },
      ...(search.hit_count > 0 ? see(search, t) : [cancel]),
    ],
  };
}

const VIEWS = { waiting, running, held, complete, partial, failed, cancelled };

/** The card of a search as it stands. */
export const cardViewOf = (search: Search, context: CardContext): CardView =>
  VIEWS[search.state](search, context);

/** A card in one sentence, for whoever does not see it. */
export function cardLabelOf(
  search: Search | undefined,
  context: Pick<CardContext, 't' | 'format' | 'now'>,
): string {
  if (search === undefined) return '';
  const view = cardViewOf(search, { ...context, slow: false, hasHome: false });
  return `${view.title} ${view.chip.label}`;
}
