import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { makeCopy } from '../../ipc/fake/make';
import { copyChip, isAtDesk, placeLine, summaryChips } from './copies';

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
