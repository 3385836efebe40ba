import { expect, it } from 'vitest';
import { makeQuery, makeSearch } from '../../ipc/fake/make';
import { repliesOf } from './replies';

const kinds = (...asked: Parameters<typeof repliesOf>): string[] =>
  repliesOf(...asked).map((reply) => reply.kind);

it('offers examples first, then what was asked, then what the last answer calls for', () => {
  expect(kinds(undefined, ['a', 'b'], false)).toEqual(['example', 'example', 'guide']);
  expect(kinds(undefined, ['a'], true)).toEqual(['recent', 'guide']);
  expect(kinds(makeSearch({ state: 'running' }), [], true)).toEqual(['recent', 'guide']);
  expect(kinds(makeSearch({ state: 'partial' }), [], true)).toEqual(['recheck', 'recent', 'guide']);
});

it('offers the title alone where more than the title was asked for', () => {
  const narrow = makeSearch({
    query: makeQuery('말의품격,,이기주', { title: '말의 품격', author: '이기주' }),
  });
  expect(repliesOf(narrow, [], true)[0]).toEqual({ kind: 'title', text: '말의 품격' });
  expect(kinds(makeSearch({ query: makeQuery('토지') }), [], true)).toEqual(['recent', 'guide']);
});
