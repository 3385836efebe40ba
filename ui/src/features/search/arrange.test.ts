import { describe, expect, it } from 'vitest';
import type { Hit } from '../../ipc/bindings/Hit';
import { makeCopy, makeHit } from '../../ipc/fake/make';
import { arrange, choicesOf, NO_YEAR, PLAIN, type Arrangement } from './arrange';

const book = (id: number, over: Partial<Hit> = {}): Hit =>
  makeHit({ id, position: id - 1, branches: [], ...over });
const lent = makeCopy({ status: 'on_loan', raw_status: '대출중', location: '제1자료실(5층)' });
const unread = { copies_state: 'unplanned' as const, copies: [] };
const ids = (hits: readonly Hit[], over: Partial<Arrangement>): number[] =>
  arrange(hits, { ...PLAIN, ...over }).hits.map((hit) => hit.id);
const unsure = (hits: readonly Hit[], over: Partial<Arrangement>): number[] =>
  arrange(hits, { ...PLAIN, ...over }).unsure.map((hit) => hit.id);

describe('a list', () => {
  it('is the very same one when nothing is chosen', () => {
    const hits = [book(1), book(2)];
    expect(arrange(hits, PLAIN)).toEqual({ hits, unsure: [] });
    expect(arrange(hits, PLAIN).hits).toBe(hits);
  });

  it('of what can be borrowed now never takes an unread book for a lent one', () => {
    const hits = [
      book(1),
      book(2, { copies: [lent] }),
      book(3, unread),
      book(4, { ...unread, copies_state: 'planned' }),
      book(5, { ...unread, copies_state: 'failed' }),
      book(6, { copies: [] }),
    ];
    expect(ids(hits, { available: true })).toEqual([1]);
    expect(unsure(hits, { available: true })).toEqual([3, 4, 5]);
  });

  it('takes the catalogue at its word until the copies are read', () => {
    const branches = [
      { name: '본관', call_number: '', status: 'available' as const, raw_status: '대출가능' },
    ];
    expect(ids([book(1, { ...unread, branches })], { available: true })).toEqual([1]);
    expect(ids([book(1, { copies: [lent], branches })], { available: true })).toEqual([]);
  });

  it('of one place has what stands there, and what can be borrowed there', () => {
    const hits = [
      book(1),
      book(2, { copies: [lent] }),
      book(3, { copies: [lent, makeCopy()] }),
      book(4, unread),
    ];
    expect(ids(hits, { place: '제1자료실(5층)' })).toEqual([2, 3]);
    expect(unsure(hits, { place: '제1자료실(5층)' })).toEqual([4]);
    expect(ids(hits, { place: '제1자료실(5층)', available: true })).toEqual([]);
    expect(ids(hits, { place: '제2자료실(6층)', available: true })).toEqual([1, 3]);
  });

  it('of some years has those, and on request those that name none', () => {
    const hits = [book(1, { year: '2017' }), book(2, { year: 'c2019.' }), book(3, { year: '[발행년불명]' })];
    expect(ids(hits, { years: { from: 2010, to: 2018 } })).toEqual([1]);
    expect(ids(hits, { years: { from: 2019, to: 2019 } })).toEqual([2]);
    expect(ids(hits, { years: NO_YEAR })).toEqual([3]);
  });

  it('is ordered by what can be borrowed, by age, by title, otherwise as the catalogue has it', () => {
    const hits = [
      book(1, { title: '토지 10', year: '1994', copies: [lent] }),
      book(2, { title: '토지 2', year: '', ...unread }),
      book(3, { title: 'Land', year: '2012' }),
      book(4, { title: '가나다', year: '2012' }),
    ];
    expect(ids(hits, { order: 'available' })).toEqual([3, 4, 2, 1]);
    expect(ids(hits, { order: 'newest' })).toEqual([3, 4, 1, 2]);
    expect(ids(hits, { order: 'title' })).toEqual([4, 2, 1, 3]);
    expect(hits.map((hit) => hit.id)).toEqual([1, 2, 3, 4]);
  });

  it('of a thousand books is arranged well within a frame or two', () => {
    const hits = Array.from({ length: 1_000 }, (_, at) =>
      book(at + 1, { title: `토지 ${(at * 7919) % 1_000}` }),
    );
    const from = performance.now();
    arrange(hits, { ...PLAIN, available: true, order: 'title' });
    expect(performance.now() - from).toBeLessThan(500);
  });
});

describe('the choices', () => {
  it('are what the books say, and none where all say the same', () => {
    expect(choicesOf([book(1), book(2)])).toEqual({ places: [], years: [] });
    const branches = ['본관', '분관'].map((name) => ({
      name,
      call_number: '',
      status: 'unknown' as const,
      raw_status: '',
    }));
    const { places, years } = choicesOf([
      book(1, { year: '2017' }),
      book(2, { copies: [lent], year: '' }),
      book(3, { ...unread, branches, year: '1998' }),
    ]);
    expect(places).toEqual(['본관', '분관', '제1자료실(5층)', '제2자료실(6층)']);
    expect(years).toEqual([{ from: 2017, to: 2017 }, { from: 1998, to: 1998 }, NO_YEAR]);
  });

  it('are decades where there are many years', () => {
    const hits = Array.from({ length: 12 }, (_, at) => book(at + 1, { year: String(2005 + at) }));
    expect(choicesOf(hits).years).toEqual([
      { from: 2010, to: 2019 },
      { from: 2000, to: 2009 },
    ]);
  });
});
