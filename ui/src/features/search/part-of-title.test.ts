import { expect, it } from 'vitest';
import { makeQuery, makeSearch } from '../../ipc/fake/make';
import { partOfTitle } from './part-of-title';

it.each([
  ['마르코발도 혹은 도시의 사계절', {}, '마르코발도 혹은 도시의'],
  ['마르코발도', {}, '마르코발도'],
  ['말의 품격,,이기주', { title: '말의 품격', author: '이기주' }, '말의'],
  [',,이기주', { title: '', author: '이기주' }, ''],
  ['9791185034577', { title: '', isbn: '9791185034577' }, ''],
])('of %s is its title without the last word', (text, parts, part) => {
  expect(partOfTitle(makeSearch({ query: makeQuery(text, parts) }))).toBe(part);
});

it('of a text that was searched as one title has no comma, which would split it again', () => {
  const query = makeQuery('총, 균, 쇠', { title: '총', publisher: '균', author: '쇠' });
  expect(partOfTitle(makeSearch({ query, searched_as_title: true }))).toBe('총 균');
});
