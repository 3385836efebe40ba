/** Sentences and buttons that the cards of several states share. */
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary } from '../../i18n';
import { totalOf } from '../../state/counts';
import { echoOf, whatOf } from '../../state/names';
import type { CardContext, CardView } from './card-view';

/** A longer title is cut in a headline: in full it stands in the question above. */
const LONG = 48;

/** What was asked for, for a headline. */
export function shortWhatOf(search: Search, t: Dictionary): string {
  const cut = (text: string): string => {
    const letters = [...text];
    return letters.length > LONG ? `${letters.slice(0, LONG).join('').trimEnd()}…` : text;
  };
  const { query } = search;
  return whatOf({ ...search, query: { ...query, text: cut(query.text), title: cut(query.title) } }, t);
}

/** What was asked for, and of when the shown books are, of a search that did not come to its end. */
export function askedLine(search: Search, { t, format, now }: CardContext): string {
  const { as_of_ms: at, kept_from_ms: from, hit_count: shown } = search;
  const dated = at === null || from !== null || shown === 0 ? [] : [t.card.asOf(format.moment(at, now))];
  return [shortWhatOf(search, t), ...echoOf(search, t), ...dated].join(' · ');
}

/** A moment with its day, today's too: 오늘 오후 3:02, 어제 오후 3:02. */
export function datedMoment(
  at: number,
  { t, format, now }: Pick<CardContext, 't' | 'format' | 'now'>,
): string {
  const moment = format.moment(at, now);
  return moment === format.time(at) ? `${t.today} ${moment}` : moment;
}

/** `오후 3:02 기준`, in front of it what else was asked for. */
export function factLine(search: Search, c: CardContext): string {
  const { t, format, now } = c;
  if (search.as_of_ms === null) return echoOf(search, t).join(' · ');
  // Of a kept answer the day matters: without one it is today's, and says so.
  const moment =
    search.kept_from_ms === null ? format.moment(search.as_of_ms, now) : datedMoment(search.as_of_ms, c);
  return [...echoOf(search, t), t.card.asOf(moment)].join(' · ');
}

/** Of when the oldest of the shown books are, when they come from an earlier answer. */
export function keptLine({ kept_from_ms: from, hit_count: shown, state }: Search, c: CardContext): string[] {
  if (from === null || shown === 0) return [];
  const moment = c.format.moment(from, c.now);
  return [state === 'partial' ? c.t.card.keptPart(moment) : c.t.card.kept(moment)];
}

/** The search outlived the app once. */
export const wentOnLine = (search: Search, t: Dictionary): string[] =>
  search.resumed ? [t.card.wentOn] : [];

/** How far the checking is. */
export function runningLine(search: Search, t: Dictionary): string {
  const { planned_count: planned, checked_count: checked, hit_count: hits } = search;
  if (planned > 0 && totalOf(search) > planned)
    return t.card.checkingFirst(totalOf(search), planned, checked);
  if (planned > 0) return t.card.checking(planned, checked);
  return hits > 0 ? t.card.listing(hits) : t.card.asking;
}

/** The button that shows what was found. */
export function see(search: Search, t: Dictionary): CardView['actions'] {
  if (search.hit_count === 0) return [];
  if (search.hit_count === 1) return [{ kind: 'detail', label: t.card.action.detail }];
  return [{ kind: 'list', label: t.card.action.all(search.hit_count) }];
}
