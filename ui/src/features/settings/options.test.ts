import { expect, it } from 'vitest';
import { screensOf } from '../../i18n/all';
import { clockOf, copiesOptions, keepOptions, minuteOf, optionsOf } from './options';

const s = screensOf('ko');

it('numbers that somebody set elsewhere can be seen among the usual ones', () => {
  expect(copiesOptions(10, s).map(({ label }) => label)).toEqual(['5권', '10권', '20권', '50권']);
  expect(copiesOptions(7, s).map(({ value }) => value)).toEqual([5, 7, 10, 20, 50]);
});

it('spans are said in the unit that says them exactly', () => {
  const said = (current: number) => keepOptions(current, s).map(({ label }) => label);
  expect(said(60)).toEqual(['안 함', '1분', '10분', '1시간', '하루']);
  expect(said(90)).toContain('90초');
  expect(said(7200)).toContain('2시간');
});

it('words by value keep their order', () => {
  expect(optionsOf(s.settings.themes).map(({ value }) => value)).toEqual(['system', 'light', 'dark']);
});

it.each([
  [0, '00:00'],
  [485, '08:05'],
  [1439, '23:59'],
])('minute %i of the day is %s, and back', (minute, clock) => {
  expect(clockOf(minute)).toBe(clock);
  expect(minuteOf(clock)).toBe(minute);
});

it.each(['', '8:05', '24:00', '12:60'])('“%s” is no time of the day', (text) => {
  expect(minuteOf(text)).toBeNull();
});
