import { expect, it } from 'vitest';
import { matches } from './match';

it('finds a part of a name, however it is spaced, written or composed', () => {
  expect(matches('학술 정보', '세종대학교 학술정보원')).toBe(true);
  expect(matches('SEJONG', '세종', 'Sejong University Library')).toBe(true);
  expect(matches('세종'.normalize('NFD'), '세종대학교')).toBe(true);
  expect(matches(' ', '세종')).toBe(true);
  expect(matches('한빛', '세종')).toBe(false);
});
