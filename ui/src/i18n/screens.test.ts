import { expect, it } from 'vitest';
import { aboutWordsOf, screensOf, watchWordsOf } from './all';

it('the screens never use an exclamation mark in Korean, and leave no sentence empty', () => {
  const texts = JSON.stringify([screensOf('ko'), watchWordsOf('ko'), aboutWordsOf('ko')]);
  expect(texts).not.toContain('!');
  expect(texts).not.toContain('""');
});

it('what was taken out is named with its particle', () => {
  const { removed } = screensOf('ko').saved;
  expect(removed('말의 품격')).toBe('‘말의 품격’을 보관함에서 뺐어요.');
  expect(removed('구토')).toBe('‘구토’를 보관함에서 뺐어요.');
});
