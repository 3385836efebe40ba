/** Times, days and numbers in the person's language and time zone. */
import type { Dictionary } from './ko';
import { grouping } from './numbers';

/** A moment said in several lengths. */
export interface Formats {
  /** 오후 3:02 */
  time(at: number): string;
  /** 2026년 11월 22일 일요일 */
  day(at: number): string;
  /** In the chat list: the time today, 어제, otherwise the date. */
  brief(at: number, now: number): string;
  /** For a fact that has an age: 오후 3:02, 어제 오후 3:02, 11월 20일 오후 3:02. */
  moment(at: number, now: number): string;
  /** 12.2 of a `YYYY-MM-DD` date, as it is written on a chip. */
  shortDate(date: string): string;
  /** 12월 2일 of a `YYYY-MM-DD` date. */
  longDate(date: string): string;
  /** 1,204 */
  count(n: number): string;
}

const DAY = 86_400_000;
const dayNumber = (at: number): number => {
  const date = new Date(at);
  return Math.round(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()) / DAY);
};

/** Year, month and day of a `YYYY-MM-DD` text as a local date, or null when it is none. */
const parseDate = (text: string): Date | null => {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text) ?? [];
  return year && month && day ? new Date(Number(year), Number(month) - 1, Number(day)) : null;
};

/** Formats for a locale; `words` gives the word for yesterday. */
export function formatsFor(
  locale: string,
  words: Pick<Dictionary, 'yesterday' | 'shortDate' | 'clock'>,
): Formats {
  // Not by Intl: whether Korean says 오후 or PM depends on the engine's data.
  const time = (at: number): string => words.clock(new Date(at).getHours(), new Date(at).getMinutes());
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'full' });
  const date = new Intl.DateTimeFormat(locale, { month: 'long', day: 'numeric' });
  const dated = new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'long', day: 'numeric' });
  const dateOf = (at: number, now: number): string =>
    (new Date(at).getFullYear() === new Date(now).getFullYear() ? date : dated).format(at);
  return {
    time,
    day: (at) => day.format(at),
    brief: (at, now) => {
      const age = dayNumber(now) - dayNumber(at);
      if (age <= 0) return time(at);
      return age === 1 ? words.yesterday : dateOf(at, now);
    },
    moment: (at, now) => {
      const age = dayNumber(now) - dayNumber(at);
      if (age <= 0) return time(at);
      return `${age === 1 ? words.yesterday : dateOf(at, now)} ${time(at)}`;
    },
    shortDate: (text) => {
      const parsed = parseDate(text);
      return parsed ? words.shortDate(parsed.getMonth() + 1, parsed.getDate()) : text;
    },
    longDate: (text) => {
      const parsed = parseDate(text);
      return parsed ? date.format(parsed) : text;
    },
    count: grouping(locale),
  };
}
