/** The choices of the settings, and their words. */
import type { Screens } from '../../i18n/screens';

/** A choice of one value. */
export interface Option<Value> {
  value: Value;
  label: string;
}

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const COPIES = [5, 10, 20, 50];
const SLOW = [3, 5, 10, 30, MINUTE];
const DAYS = [14, 30, 60, 90, 180];
const FLIGHTS = [1, 2, 3, 4, 5, 6];
const KEEP = [0, MINUTE, 10 * MINUTE, HOUR, 24 * HOUR];

/** The usual numbers and the one that is set, which somebody may have set elsewhere. */
const withCurrent = (usual: readonly number[], current: number): number[] =>
  [...new Set([...usual, current])].sort((a, b) => a - b);

/** How many books' copies a search checks. */
export const copiesOptions = (current: number, s: Screens): Option<number>[] =>
  withCurrent(COPIES, current).map((value) => ({ value, label: s.settings.copiesOption(value) }));

/** After how many seconds a search is told of in any case. */
export const slowOptions = (current: number, s: Screens): Option<number>[] =>
  withCurrent(SLOW, current).map((value) => ({ value, label: s.settings.slowOption(value) }));

/** How many days a watch looks. */
export const dayOptions = (current: number, s: Screens): Option<number>[] =>
  withCurrent(DAYS, current).map((value) => ({ value, label: s.settings.watchDaysOption(value) }));

/** How many requests go to a library at once. */
export const flightOptions = (s: Screens): Option<number>[] =>
  FLIGHTS.map((value) => ({ value, label: s.settings.inFlightOption(value) }));

/** A span of seconds in the largest unit that says it exactly. */
function spanOf(seconds: number, s: Screens): string {
  if (seconds === 0) return s.settings.keepNever;
  if (seconds % HOUR === 0) return s.settings.keepHours(seconds / HOUR);
  if (seconds % MINUTE === 0) return s.settings.keepMinutes(seconds / MINUTE);
  return s.settings.keepSeconds(seconds);
}

/** How long an answer is used again. */
export const keepOptions = (current: number, s: Screens): Option<number>[] =>
  withCurrent(KEEP, current).map((value) => ({ value, label: spanOf(value, s) }));

/** Options from words by value, in their order. */
export const optionsOf = <Value extends string>(words: Record<Value, string>): Option<Value>[] =>
  (Object.entries(words) as [Value, string][]).map(([value, label]) => ({ value, label }));

/** A minute of the day as a field for times has it: `HH:MM`. */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The minute of the day in a field for times; null while it is empty or half written. */
export function minuteOf(clock: string): number | null {
  const [, hour, minute] = /^(\d{2}):(\d{2})/.exec(clock) ?? [];
  if (hour === undefined || minute === undefined) return null;
  const all = Number(hour) * 60 + Number(minute);
  return Number(hour) < 24 && Number(minute) < 60 ? all : null;
}

/** When quiet hours are turned on: from ten in the evening until eight. */
export const USUAL_QUIET = { quiet_from: 22 * 60, quiet_until: 8 * 60 };
