/** Cards of searches that have not ended: in line, under way, without a network, parked. */
import type { Search } from '../../ipc/bindings/Search';
import { totalOf } from '../../state/counts';
import { askedLine, datedMoment, keptLine, runningLine, see, shortWhatOf } from './card-lines';
import type { CardContext, CardView } from './card-view';

/** It waits for a network, and there is none; one that is asked without a network, as the practice library, goes on. */
const isCutOff = (search: Search, c: CardContext): boolean => c.offline && search.code === 'network';

/** In line. */
export function waiting(search: Search, c: CardContext): CardView {
  if (c.paused) return paused(search, c);
  if (isCutOff(search, c)) return cutOff(search, c);
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
    actions: [...see(search, t), cancel(t)],
  };
}

/** Under way. */
export function running(search: Search, c: CardContext): CardView {
  if (c.paused) return paused(search, c);
  if (isCutOff(search, c)) return cutOff(search, c);
  const { t } = c;
  const { planned_count: planned, checked_count: checked } = search;
  const label = planned > 0 ? t.card.progressText(planned, checked) : t.card.progressUnknown;
  const trouble = search.code === null ? undefined : t.troubles[search.code].waiting;
  const worry = trouble ?? (c.slow ? [t.card.slow, ...(c.told ? [t.card.slowNext] : [])].join(' ') : null);
  return {
    title: search.resumed ? t.card.resumed : t.card.searching(shortWhatOf(search, t)),
    sub: [...(search.resumed ? [t.card.resuming] : []), runningLine(search, t), ...keptLine(search, c)],
    chip: { tone: 'neutral', label: planned > 0 ? `${checked}/${planned}` : t.card.chip.running },
    progress: { share: planned > 0 ? checked / planned : null, label },
    note: worry === null ? null : { tone: 'info', text: worry },
    actions: [
      ...(search.hit_count > 0 ? [{ kind: 'list' as const, label: t.card.action.soFar }] : []),
      cancel(t),
    ],
  };
}

/** There is no network; it goes on by itself once there is one. */
function cutOff(search: Search, c: CardContext): CardView {
  const { t } = c;
  const { kept_from_ms: from, hit_count: shown } = search;
  if (from !== null && shown > 0) return keptOffline(search, from, c);
  return {
    title: t.card.offline,
    sub: [askedLine(search, c), ...(shown > 0 ? [runningLine(search, t)] : []), t.card.offlineNext],
    chip: { tone: 'neutral', label: t.card.chip.offline },
    progress: null,
    note: null,
    actions: [
      { kind: 'retry', label: t.card.action.retry },
      { kind: 'cancel', label: t.card.action.dismiss },
    ],
  };
}

/** An earlier answer is what there is until then. */
function keptOffline(search: Search, from: number, c: CardContext): CardView {
  const { t } = c;
  return {
    title: t.card.found(shortWhatOf(search, t), totalOf(search)),
    sub: [t.card.asOf(datedMoment(from, c))],
    chip: { tone: 'saved', label: t.card.chip.saved },
    progress: null,
    note: { tone: 'info', text: t.card.offlineKept },
    actions: see(search, t),
  };
}

/** Parked by the person. */
export function held(search: Search, c: CardContext): CardView {
  const { t } = c;
  return resting(search, c, t.card.heldNext, [
    { kind: 'go-on', label: t.card.action.goOn },
    ...(search.hit_count > 0 ? see(search, t) : [cancel(t)]),
  ]);
}

/** Everything is paused: it goes on when everything does. */
function paused(search: Search, c: CardContext): CardView {
  const { t } = c;
  return resting(search, c, t.banner.paused, [...see(search, t), cancel(t)]);
}

const cancel = (t: CardContext['t']): CardView['actions'][number] => ({
  kind: 'cancel',
  label: t.card.action.cancel,
});

/** Nothing of it goes on now; `next` is what has it go on. */
function resting(search: Search, c: CardContext, next: string, actions: CardView['actions']): CardView {
  const { t } = c;
  const sofar = search.hit_count > 0 ? [runningLine(search, t)] : [];
  return {
    title: t.card.held,
    sub: [askedLine(search, c), ...sofar, ...keptLine(search, c), next],
    chip: { tone: 'neutral', label: t.card.chip.held },
    progress: null,
    note: null,
    actions,
  };
}
