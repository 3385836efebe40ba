import { describe, expect, it } from 'vitest';
import { makeHit } from '../ipc/fake/make';
import { mergeHits, reachOf, replaceHits, stretchOf } from './hits';

const list = (...positions: number[]) => positions.map((position) => makeHit({ id: position + 1, position }));
const ids = (hits: readonly { id: number }[]) => hits.map((hit) => hit.id);
const untouched = new Map<number, number>();

describe('a list of hits', () => {
  it('is merged by id, in the order of the catalogue', () => {
    const old = list(0, 5);
    expect(ids(mergeHits(old, [...list(3), makeHit({ id: 6, position: 1 })]))).toEqual([1, 6, 4]);
    expect(mergeHits(old, [])).toBe(old);
  });

  it('loses what was not found where it was read, and keeps the rest', () => {
    const old = list(0, 1, 2, 3, 4);
    expect(ids(replaceHits(old, stretchOf(list(0, 2), 2, 1), untouched))).toEqual([1, 3, 4, 5]);
    expect(ids(replaceHits(old, stretchOf(list(0, 2), 3, 1), untouched))).toEqual([1, 3]);
    expect(ids(replaceHits(old, stretchOf(list(3), 2, 1, 2), untouched))).toEqual([1, 2, 3, 4]);
    expect(replaceHits(old, stretchOf([], 10, 1), untouched)).toEqual([]);
  });

  it('keeps what an event said after the answer was true, and takes the answer otherwise', () => {
    const read = stretchOf([makeHit({ copies_state: 'planned' })], 10, 7);
    const state = (event: number) => replaceHits([makeHit()], read, new Map([[1, event]]))[0]?.copies_state;
    expect([state(6), state(7), state(8)]).toEqual(['planned', 'planned', 'checked']);
    expect(replaceHits([], read, new Map([[1, 8]])), 'gone meanwhile').toEqual([]);
    expect(ids(replaceHits(list(0, 1), read, new Map([[2, 8]]))), 'new meanwhile').toEqual([1, 2]);
  });

  it('is read again as far as it is known, gaps included', () => {
    expect([reachOf([]), reachOf(list(0, 1)), reachOf(list(0, 37))]).toEqual([0, 2, 38]);
  });
});
