/** What the list of watches says of each: what it waits for, how it is looked after, when it ends. */
import type { Watch } from '../../ipc/bindings/Watch';
import type { Dictionary, Formats } from '../../i18n';
import type { WatchWords } from '../../i18n/watches';

/** What the lines depend on beside the watch. */
export interface LineContext {
  t: Dictionary;
  w: WatchWords;
  format: Formats;
  /** Milliseconds since 1970. */
  now: number;
  /** Why nothing is looked at now; null: it is. */
  rest: Rest | null;
}

/** What keeps watched books from being looked at. */
export type Rest = 'offline' | 'paused' | 'spared';

/** The one that a person can do most about. */
export const restOf = (state: { paused: boolean; offline: boolean; spared: boolean }): Rest | null =>
  (['paused', 'offline', 'spared'] as const).find((rest) => state[rest]) ?? null;

const HALF_AN_HOUR = 30 * 60_000;
const pad = (part: number): string => String(part).padStart(2, '0');

/** The day of a moment here, as `YYYY-MM-DD`. */
const dateOf = (at: Date): string => `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;

/** When a moment to come is, to the hour: 오늘 오후 3시쯤; null when that is as good as now. */
export function aboutWhen(
  at: number,
  { w, format, now }: Pick<LineContext, 'w' | 'format' | 'now'>,
): string | null {
  if (at - now < HALF_AN_HOUR) return null;
  const hour = new Date(at + HALF_AN_HOUR);
  const day = dateOf(hour);
  const today = new Date(now);
  const tomorrow = new Date(today.getFullYear(), today.getMonth(), today.getDate() + 1);
  const named =
    day === dateOf(today) ? w.list.today : day === dateOf(tomorrow) ? w.list.tomorrow : format.longDate(day);
  return w.list.next(named, w.list.hour(hour.getHours()));
}

/** What stands under a title: facts side by side, and a sentence where something has to be said. */
export interface WatchLines {
  facts: string[];
  /** How it is looked after; of an ended one, nothing. */
  care: string[];
  sentence: { tone: 'err' | 'info'; text: string } | null;
}

/** The lines of a watch; `library` is the name of the one that has the book. */
export function linesOf(watch: Watch, library: string, c: LineContext): WatchLines {
  const { t, w, format, now, rest } = c;
  const facts = [library, ...(watch.place === null ? [] : [watch.place])];
  if (watch.state !== 'watching')
    return { facts, care: [], sentence: { tone: 'info', text: w.list[watch.state] } };
  if (watch.due !== null) facts.push(t.copy.dueLong(format.longDate(watch.due)));
  const next = watch.next_at_ms === null ? null : aboutWhen(watch.next_at_ms, c);
  const checked =
    watch.checked_at_ms === null
      ? w.list.notChecked
      : w.list.checked(format.moment(watch.checked_at_ms, now));
  return {
    facts,
    care: [
      rest === null ? (next ?? w.list.soon) : w.list.rests[rest],
      checked,
      w.list.until(format.longDate(dateOf(new Date(watch.expires_at_ms)))),
    ],
    sentence:
      watch.code === null ? null : { tone: 'err', text: w.list.failed(t.troubles[watch.code].because) },
  };
}

/** Those that look, and those that have ended and whose book is not watched anew. */
export function partsOf(watches: readonly Watch[]): { watching: Watch[]; ended: Watch[] } {
  const keyOf = ({ library_id: library, cid, place }: Watch): string => JSON.stringify([library, cid, place]);
  const watching = watches.filter(({ state }) => state === 'watching');
  const live = new Set(watching.map(keyOf));
  return {
    watching,
    ended: watches.filter((watch) => watch.state !== 'watching' && !live.has(keyOf(watch))),
  };
}
