/** What the rows of the work say: words and choices, no markup. */
import type { LibraryJobs } from '../../ipc/bindings/LibraryJobs';
import type { QueueView } from '../../ipc/bindings/QueueView';
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary, Formats } from '../../i18n';
import type { Screens } from '../../i18n/screens';
import { totalOf } from '../../state/counts';
import type { Entries } from '../../state/table';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What a button of a row does. */
export type JobAction = 'cancel' | 'go-on' | 'retry';

/** The words a row is made of. */
export interface JobWords {
  t: Dictionary;
  s: Screens;
  format: Formats;
}

/** What a row says. */
export interface JobRow {
  chip: { tone: 'ok' | 'neutral' | 'err' | 'saved'; label: string };
  /** `7/12`, or how many books there are; none before anything is known. */
  amount: { short: string; long: string } | null;
  /** Why it failed or is partial. */
  why: string | null;
  actions: { kind: JobAction; label: string }[];
}

/** How long ago something was; beyond a day, when. */
export function ageOf(at: number, now: number, { s, format }: JobWords): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE) return s.jobs.justNow;
  if (age < HOUR) return s.jobs.minutes(Math.floor(age / MINUTE));
  return age < 24 * HOUR ? s.jobs.hours(Math.floor(age / HOUR)) : format.brief(at, now);
}

function chipOf(search: Search, paused: boolean, t: Dictionary): JobRow['chip'] {
  const { chip } = t.card;
  switch (search.state) {
    case 'waiting':
      if (paused) return { tone: 'neutral', label: chip.held };
      return {
        tone: 'neutral',
        label: search.ahead_count > 0 ? t.card.place(search.ahead_count + 1) : chip.waiting,
      };
    case 'running':
      return { tone: 'neutral', label: paused ? chip.held : chip.running };
    case 'held':
      return { tone: 'neutral', label: chip.held };
    case 'complete':
      return isNothing(search)
        ? { tone: 'neutral', label: chip.none }
        : { tone: search.kept_from_ms === null ? 'ok' : 'saved', label: chip.done };
    case 'partial':
      return { tone: 'err', label: chip.partial };
    case 'failed':
      return { tone: 'err', label: chip.failed };
    case 'cancelled':
      return { tone: 'neutral', label: chip.cancelled };
  }
}

const isNothing = (search: Search): boolean => totalOf(search) === 0;

function amountOf(search: Search, s: Screens): JobRow['amount'] {
  const { checked_count: checked, planned_count: planned } = search;
  if (search.state !== 'complete' && planned > 0)
    return { short: s.jobs.checked(checked, planned), long: s.jobs.checkedLong(checked, planned) };
  if (isNothing(search)) return null;
  const books = s.jobs.books(totalOf(search));
  return { short: books, long: books };
}

/** A row; `paused`: nothing is begun at the moment. */
export function rowOf(search: Search, paused: boolean, { t, s }: JobWords): JobRow {
  const cancel = { kind: 'cancel' as const, label: t.card.action.cancel };
  const goOn = { kind: 'go-on' as const, label: t.card.action.goOn };
  const retry = { kind: 'retry' as const, label: s.jobs.retry };
  const isLive = search.state === 'waiting' || search.state === 'running';
  const trouble = search.code === null ? undefined : t.troubles[search.code];
  return {
    chip: chipOf(search, paused, t),
    amount: amountOf(search, s),
    why: (isLive ? trouble?.waiting : trouble?.title) ?? null,
    actions: isLive ? [cancel] : search.state === 'held' ? [goOn, cancel] : [retry],
  };
}

/** How a library's requests stand, on one line; none where there is nothing to tell. */
export function countsOf(jobs: LibraryJobs, s: Screens): string {
  const parts: [number, (count: number) => string][] = [
    [jobs.running, s.jobs.running],
    [jobs.waiting, s.jobs.waiting],
    [jobs.held, s.jobs.held],
    [jobs.failed, s.jobs.gaveUp],
  ];
  return parts.flatMap(([count, say]) => (count > 0 ? [say(count)] : [])).join(' · ');
}

/** What was read, with what was heard of each search since: each list has what belongs there now. */
export function listsOf(view: QueueView, heard: Entries<Search>): { active: Search[]; ended: Search[] } {
  const latest = (search: Search): Search => {
    const news = heard.get(search.id);
    return news !== undefined && news.version > search.version ? news : search;
  };
  const isOver = (search: Search): boolean => search.finished_at_ms !== null;
  const known = new Map([...view.searches, ...view.ended].map((search) => [search.id, latest(search)]));
  const all = [...known.values()];
  return {
    active: all.filter((search) => !isOver(search)).sort((a, b) => a.created_at_ms - b.created_at_ms),
    ended: all
      .filter(isOver)
      .sort((a, b) => (b.finished_at_ms ?? 0) - (a.finished_at_ms ?? 0) || b.id - a.id),
  };
}
