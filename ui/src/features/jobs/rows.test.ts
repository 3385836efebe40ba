import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf, screensOf } from '../../i18n/all';
import type { SearchState } from '../../ipc/bindings/SearchState';
import { makeSearch, MINUTE, NOON } from '../../ipc/fake/make';
import { Table } from '../../state/table';
import { ageOf, countsOf, listsOf, rowOf } from './rows';

const words = { t: dictionaryOf('ko'), s: screensOf('ko'), format: formatsOf('ko') };

describe('a row of the work', () => {
  it.each<[SearchState, string, string[]]>([
    ['waiting', '대기 중', ['cancel']],
    ['running', '찾는 중', ['cancel']],
    ['held', '멈춤', ['go-on', 'cancel']],
    ['complete', '완료', ['retry']],
    ['partial', '일부', ['retry']],
    ['failed', '실패', ['retry']],
    ['cancelled', '그만둠', ['retry']],
  ])('of a %s search says %s', (state, chip, actions) => {
    const row = rowOf(makeSearch({ state }), false, words);
    expect(row.chip.label).toBe(chip);
    expect(row.actions.map(({ kind }) => kind)).toEqual(actions);
  });

  it('says the place in line, unless nothing is begun', () => {
    const search = makeSearch({ state: 'waiting', ahead_count: 2 });
    expect(rowOf(search, false, words).chip.label).toBe('대기 3번째');
    expect(rowOf(search, true, words).chip.label).toBe('멈춤');
  });

  it('says how far it is, how much there was, and nothing where nothing is known', () => {
    const far = makeSearch({ state: 'running', planned_count: 12, checked_count: 7 });
    expect(rowOf(far, false, words).amount).toEqual({ short: '7/12', long: '12권 중 7권 확인' });
    expect(rowOf(makeSearch({ hit_count: 2, total_count: 24 }), false, words).amount?.short).toBe('24권');
    const none = rowOf(makeSearch({ hit_count: 0, total_count: 0, planned_count: 0 }), false, words);
    expect([none.amount, none.chip.label]).toEqual([null, '결과 없음']);
  });

  it('says why', () => {
    const because = (state: SearchState) => rowOf(makeSearch({ state, code: 'timeout' }), false, words).why;
    expect(because('running')).toBe(words.t.troubles.timeout.waiting);
    expect(because('failed')).toBe('도서관이 응답하지 않아요.');
    expect(rowOf(makeSearch(), false, words).why).toBeNull();
  });
});

it.each([
  [0, '방금'],
  [59_000, '방금'],
  [MINUTE, '1분 전'],
  [90 * MINUTE, '1시간 전'],
  [26 * 60 * MINUTE, '어제'],
  [-MINUTE, '방금'],
])('%i milliseconds ago is %s', (age, said) => {
  expect(ageOf(NOON - age, NOON, words)).toBe(said);
});

it('a library’s requests are said as far as there are any', () => {
  const jobs = { library_id: 'sejong', waiting: 1200, running: 2, held: 0, failed: 1 };
  expect(countsOf(jobs, words.s)).toBe('요청 중 2 · 대기 1,200 · 실패 1');
  expect(countsOf({ ...jobs, waiting: 0, running: 0, failed: 0 }, words.s)).toBe('');
});

describe('the lists', () => {
  const live = makeSearch({ id: 1, state: 'running', finished_at_ms: null });
  const view = { paused_since_ms: null, libraries: [], searches: [live], ended: [makeSearch({ id: 2 })] };
  const ids = (lists: ReturnType<typeof listsOf>) => [
    lists.active.map(({ id }) => id),
    lists.ended.map(({ id }) => id),
  ];

  it('have each search as it was heard of last', () => {
    expect(ids(listsOf(view, Table.of()))).toEqual([[1], [2]]);
    const over = { ...live, state: 'complete' as const, version: 2, finished_at_ms: NOON + 1 };
    expect(ids(listsOf(view, Table.of([[1, over]])))).toEqual([[], [1, 2]]);
    const again = makeSearch({ id: 2, state: 'waiting', version: 5, finished_at_ms: null, created_at_ms: 0 });
    expect(ids(listsOf(view, Table.of([[2, again]])))).toEqual([[2, 1], []]);
  });

  it('take nothing older over', () => {
    const old = { ...live, version: 0, state: 'complete' as const, finished_at_ms: NOON };
    expect(ids(listsOf(view, Table.of([[1, old]])))).toEqual([[1], [2]]);
  });
});
