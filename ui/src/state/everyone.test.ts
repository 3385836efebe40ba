import { describe, expect, it } from 'vitest';
import { LIBRARIES, makeCard, makeSearch, makeText, MINUTE, NOON } from '../ipc/fake/make';
import { answersIn, askedByEveryone, everyoneOf, foldNothing, hasNothing } from './everyone';
import { rowsOf, type Row } from './rows';

const asks = (id: number, at = NOON) => makeText(id, '토지', { sent_at_ms: at });
const answer = (id: number, searchId: number, at = NOON + 1_000) =>
  makeCard(id, searchId, { sent_at_ms: at });
const keys = (rows: readonly Row[]): string[] => rows.map((row) => row.key);
const fold = (rows: readonly Row[]) => rows.find((row) => row.kind === 'nothing');
const NONE = new Set<string>();

describe('all libraries', () => {
  const friends = LIBRARIES.map((library) =>
    library.standing === 'unconfirmed' ? { ...library, standing: 'friend' as const } : library,
  );

  it('are the friends, and the practice library only where there is none', () => {
    expect(new Set(askedByEveryone(friends).map(({ standing }) => standing))).toEqual(new Set(['friend']));
    const others = friends.filter(({ standing }) => standing !== 'friend');
    expect(askedByEveryone(others).map(({ id }) => id)).toEqual(['practice']);
  });

  it('are offered where there are at least two to ask', () => {
    expect(everyoneOf(friends)?.id).toBe('everyone');
    expect(everyoneOf(LIBRARIES)).toBeUndefined();
  });
});

describe('a library has nothing', () => {
  it('when it answered for everything, and for no other end', () => {
    const none = { hit_count: 0, total_count: 0 };
    expect(hasNothing(makeSearch({ ...none }))).toBe(true);
    expect(hasNothing(makeSearch({ ...none, total_count: 4 }))).toBe(false);
    expect(hasNothing(undefined)).toBe(false);
    for (const state of ['waiting', 'running', 'held', 'partial', 'failed', 'cancelled'] as const)
      expect(hasNothing(makeSearch({ ...none, state }))).toBe(false);
  });
});

describe('the answers to a question', () => {
  it('are the cards up to the next thing I say', () => {
    const rows = rowsOf([answer(1, 9), asks(2), answer(3, 1), answer(4, 2), asks(5), answer(6, 3)], []);
    expect([...answersIn(rows)]).toEqual([
      [2, [1, 2]],
      [5, [3]],
    ]);
  });
});

describe('the libraries that have nothing', () => {
  const rows = rowsOf([asks(1), answer(2, 1), answer(3, 2), answer(4, 3), asks(5, NOON + MINUTE)], []);

  it('are one line below the answers, before the next question', () => {
    const folded = foldNothing(rows, new Set([1, 3]), NONE);
    expect(keys(folded).slice(1)).toEqual(['message-1', 'message-3', 'fold-message-1', 'message-5']);
    expect(fold(folded)).toMatchObject({ searchIds: [1, 3], everywhere: false, open: false });
  });

  it('leave the time to the last card that is seen, and every card its head', () => {
    const seen = foldNothing(rows, new Set([3]), NONE).filter((row) => row.kind === 'message');
    expect(seen.map((row) => [row.first, row.last])).toEqual([
      [true, true],
      [true, false],
      [true, true],
      [true, true],
    ]);
  });

  it('show their cards below the line that was opened', () => {
    const open = foldNothing(rows, new Set([1, 3]), new Set(['fold-message-1']));
    expect(keys(open).slice(2, 6)).toEqual(['message-3', 'fold-message-1', 'message-2', 'message-4']);
  });

  it('are said to be all that were asked only when they are', () => {
    const all = foldNothing(rows, new Set([1, 2, 3]), NONE);
    expect(keys(all).slice(1)).toEqual(['message-1', 'fold-message-1', 'message-5']);
    expect(fold(all)).toMatchObject({ everywhere: true, searchIds: [1, 2, 3] });
    const cutOff = rowsOf([answer(2, 1), answer(3, 2)], []);
    expect(fold(foldNothing(cutOff, new Set([1, 2]), NONE))).toMatchObject({ everywhere: false });
  });

  it('are folded question by question, above the day of the next one', () => {
    const late = NOON + 24 * 60 * MINUTE;
    const two = rowsOf([asks(1), answer(2, 1), asks(3, late), answer(4, 2, late)], []);
    const folded = foldNothing(two, new Set([1, 2]), NONE);
    expect(folded.map((row) => row.kind)).toEqual(['day', 'message', 'nothing', 'day', 'message', 'nothing']);
  });

  it('stand below the line up to which was read, when they are what is new', () => {
    const unread = rowsOf([asks(1), answer(2, 1), answer(3, 2)], [], 3);
    const folded = foldNothing(unread, new Set([2]), NONE);
    expect(keys(folded).slice(1)).toEqual(['message-1', 'message-2', 'unread', 'fold-message-1']);
    expect(folded[2]).toMatchObject({ key: 'message-2', last: true });
  });

  it('are nobody while everybody has something or is still asked', () => {
    expect(keys(foldNothing(rows, new Set(), NONE))).toEqual(keys(rows));
  });
});
