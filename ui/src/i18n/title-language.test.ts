import { expect, it } from 'vitest';
import { languageOfTitle } from './title-language';

it.each([
  ['토지 1', 'ko'],
  ['Clean Code 클린 코드', 'ko'],
  ['ㄱㄴㄷ', 'ko'],
  ['Clean Code, 2nd ed.', 'en'],
  ['三國志', undefined],
  ['三國志 = Romance', undefined],
  ['Война и мир', undefined],
  ['1984', undefined],
  ['', undefined],
])('%j is read as %s', (title, language) => {
  expect(languageOfTitle(title)).toBe(language);
});
