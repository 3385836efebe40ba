import { describe, expect, it } from 'vitest';
import { endsInConsonant, josa } from './josa';

describe('josa', () => {
  it.each([
    ['말의 품격', '을'],
    ['코스모스', '를'],
    ['토지'.normalize('NFD'), '를'],
    ['1984', '를'],
    ['제3', '을'],
    ['2030', '을'],
    ['Python', '을'],
    ['Java', '를'],
    ['SQL', '을'],
    ['말의 품격!', '을'],
    ['(코스모스)', '를'],
    ['811.4 이19말', '을'],
    ['box', '을(를)'],
    ['', '을(를)'],
    ['?!', '을(를)'],
  ])('%s takes %s', (word, particle) => {
    expect(josa(word, '을/를')).toBe(particle);
  });

  it('knows every pair by the same rule', () => {
    expect([josa('책', '이/가'), josa('나무', '은/는'), josa('책', '과/와')]).toEqual(['이', '는', '과']);
  });

  it('says so when nobody can tell', () => {
    expect(endsInConsonant('漢字')).toBeNull();
  });
});
