import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf } from './all';
import { languageOf } from '.';
import { en } from './en';
import { ko } from './ko';

/** Every path to a word. */
const paths = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${at}.${key}`))
    : [at];

describe('the languages', () => {
  it('have the same words', () => {
    expect(paths(en).sort()).toEqual(paths(ko).sort());
  });

  it('are chosen by the first one that is known, Korean otherwise', () => {
    expect(languageOf(['en-US', 'ko'])).toBe('en');
    expect(languageOf(['fr', 'ko-KR', 'en'])).toBe('ko');
    expect(languageOf(['fr'])).toBe('ko');
    expect(languageOf([])).toBe('ko');
    expect(dictionaryOf('ko').nav.friends).toBe('친구');
  });

  it('never use an exclamation mark in Korean, and never leave a sentence empty', () => {
    const texts = JSON.stringify(ko);
    expect(texts).not.toContain('!');
    expect(texts).not.toContain('""');
  });
});

describe('times', () => {
  const format = formatsOf('ko');
  const now = new Date(2026, 10, 22, 15, 4).getTime();

  it('are said in full, in brief and with their age', () => {
    expect(format.day(now)).toBe('2026년 11월 22일 일요일');
    expect(format.brief(now, now)).toBe('오후 3:04');
    expect(format.brief(new Date(2026, 10, 21, 23, 59).getTime(), now)).toBe('어제');
    expect(format.brief(new Date(2026, 10, 20).getTime(), now)).toBe('11월 20일');
    expect(format.moment(new Date(2026, 10, 21, 9, 10).getTime(), now)).toBe('어제 오전 9:10');
    expect(format.moment(new Date(2025, 0, 2, 9, 10).getTime(), now)).toBe('2025년 1월 2일 오전 9:10');
  });

  it('of return are short on a chip and long in the table, and verbatim when they are no date', () => {
    expect(format.shortDate('2026-12-02')).toBe('12.2');
    expect(format.longDate('2026-12-02')).toBe('12월 2일');
    expect(format.longDate('미정')).toBe('미정');
  });
});
