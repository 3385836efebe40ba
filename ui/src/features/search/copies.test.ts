import { describe, expect, it } from 'vitest';
import type { Hit } from '../../ipc/bindings/Hit';
import type { SearchState } from '../../ipc/bindings/SearchState';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { makeCopy, makeHit, makeQuery, makeSearch } from '../../ipc/fake/make';
import { cardBooks, copyChip, isAtDesk, placeLine, summaryChips } from './copies';

const t = dictionaryOf('ko');
const format = formatsOf('ko');
const lent = makeCopy({ status: 'on_loan', raw_status: '대출중', due: '2026-12-02' });

describe('the sums of a book', () => {
  it('are one chip per status, what can be borrowed first', () => {
    expect(summaryChips([lent, makeCopy(), lent], t, format)).toEqual([
      { tone: 'ok', label: '대출가능 1' },
      { tone: 'loan', label: '대출중 2' },
    ]);
  });

  it('of one copy carry no number, but the day it comes back', () => {
    expect(summaryChips([makeCopy()], t, format)).toEqual([{ tone: 'ok', label: '대출가능' }]);
    expect(summaryChips([lent], t, format)).toEqual([{ tone: 'loan', label: '대출중 · 12.2 반납' }]);
    expect(summaryChips([], t, format)).toEqual([]);
  });

  it('have what nobody knows in the words of the library', () => {
    const odd = makeCopy({ status: 'unknown', raw_status: '상호대차 발송' });
    expect(summaryChips([odd, odd, makeCopy({ status: 'unknown', raw_status: '' })], t, format)).toEqual([
      { tone: 'no', label: '상호대차 발송 2' },
      { tone: 'no', label: '상태 적혀 있지 않음 1' },
    ]);
  });
});

describe('a copy in closed stacks', () => {
  const stacks = makeCopy({ location: '보존서고10층A', status: 'unknown', raw_status: '보존서고' });

  it('says whom to ask, and what the library calls it', () => {
    expect(placeLine(stacks, t)).toBe('보존서고10층A · 데스크 문의');
    expect(copyChip(stacks, t, format)).toEqual({ tone: 'no', label: '보존서고' });
  });

  it('is not told twice where the library tells it itself', () => {
    expect(isAtDesk(makeCopy({ location: '보존서고10층A(9층문의)' }))).toBe(false);
    expect(placeLine(makeCopy({ location: '보존서고10층A(9층문의)' }), t)).toBe('보존서고10층A(9층문의)');
  });

  it('is no copy on an open shelf, nor one without a place', () => {
    expect(placeLine(makeCopy(), t)).toBe('제2자료실(6층)');
    expect(placeLine(makeCopy({ location: '' }), t)).toBe('위치 적혀 있지 않음');
  });
});

describe('the books of a card', () => {
  const hit = (position: number, title: string, over: Partial<Hit> = {}) =>
    makeHit({
      id: position + 1,
      position,
      title,
      copies_state: 'checked',
      copies: [lent],
      branches: [],
      ...over,
    });
  const hits = [
    hit(0, '토지 1'),
    hit(1, '토지 2', { copies: [lent, makeCopy()] }),
    hit(2, '토지 3', { copies_state: 'unplanned', copies: [] }),
    hit(3, '토지.'),
    hit(4, '토지 5', { copies: [makeCopy()] }),
  ];
  const shown = (state: SearchState): string[] =>
    cardBooks(makeSearch({ state, query: makeQuery('토지') }), hits).map(({ title }) => title);

  it('are the exact title, and then what can be borrowed, once the search is over', () => {
    for (const state of ['complete', 'partial', 'failed', 'cancelled'] as const)
      expect(shown(state)).toEqual(['토지.', '토지 2', '토지 5']);
  });

  it('stay in the catalogue’s order while copies come in', () => {
    for (const state of ['running', 'waiting', 'held'] as const)
      expect(shown(state)).toEqual(['토지.', '토지 1', '토지 2']);
  });
});
