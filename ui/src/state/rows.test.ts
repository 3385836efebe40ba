import { describe, expect, it } from 'vitest';
import { makeCard, makeHit, makeRoom, makeSearch, makeText, MINUTE, NOON } from '../ipc/fake/make';
import { announcementOf } from './announce';
import { emptyState } from './model';
import { questionAbove, rowsOf } from './rows';
import { firstUnseen, lastSearchOf, questionsOf, roomsInOrder, unseenTotal } from './select';
import { Table } from './table';
import { dictionaryOf } from '../i18n/all';

describe('the question of a card', () => {
  const asks = (id: number, searchId: number, at = NOON) =>
    makeText(id, 'a', { sent_at_ms: at, body: { kind: 'text', text: 'a', search_id: searchId } });

  it('stands right above it, or above the midnight between them', () => {
    expect(questionAbove(rowsOf([asks(1, 7), makeCard(2, 7)], []), 2)).toBe(1);
    const overnight = rowsOf([asks(1, 7), makeCard(2, 7, { sent_at_ms: NOON + 24 * 60 * MINUTE })], []);
    expect(overnight.map((row) => row.kind)).toEqual(['day', 'message', 'day', 'message']);
    expect(questionAbove(overnight, 3)).toBe(1);
  });

  it('is no other question, and nothing has one that is no card', () => {
    const rows = rowsOf([asks(1, 8), makeCard(2, 7)], []);
    expect(questionAbove(rows, 2)).toBeNull();
    expect(questionAbove(rows, 1)).toBeNull();
    expect(questionAbove(rowsOf([makeCard(2, 7)], []), 1)).toBeNull();
    expect(questionAbove(rows, 9)).toBeNull();
  });
});

describe('rows', () => {
  it('group one author in one minute, with the time on the last', () => {
    const rows = rowsOf(
      [
        makeText(1, 'a', { sent_at_ms: NOON }),
        makeText(2, 'b', { sent_at_ms: NOON + 1_000 }),
        makeCard(3, 1, { sent_at_ms: NOON + 2_000 }),
      ],
      [],
    );
    expect(rows.map((row) => (row.kind === 'message' ? [row.first, row.last] : row.kind))).toEqual([
      'day',
      [true, false],
      [false, true],
      [true, true],
    ]);
  });

  it('start a new run with the next minute and a new day with midnight', () => {
    const rows = rowsOf(
      [
        makeText(1, 'a', { sent_at_ms: NOON }),
        makeText(2, 'b', { sent_at_ms: NOON + MINUTE }),
        makeText(3, 'c', { sent_at_ms: NOON + 1_440 * MINUTE }),
      ],
      [],
    );
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'message', 'day', 'message']);
    expect(rows.filter((row) => row.kind === 'message').every((row) => row.first && row.last)).toBe(true);
  });

  it('end with what is on its way', () => {
    const pending = { key: 4, roomId: 1, text: 'd', literal: false, sentAt: NOON, failed: null };
    expect(rowsOf([makeText(1, 'a', { sent_at_ms: NOON })], [pending]).at(-1)?.key).toBe('pending-4');
  });
});

describe('selectors', () => {
  const state = {
    ...emptyState,
    rooms: {
      1: makeRoom({ active_at_ms: 5, unseen_count: 2 }),
      2: makeRoom({
        id: 2,
        active_at_ms: 9,
        unseen_count: 1,
        last_message: makeCard(3, 1),
        last_search: makeSearch(),
      }),
    },
    searches: Table.of([[1, makeSearch({ version: 8, state: 'partial' })]]),
    hits: Table.of([[1, [makeHit()]]]),
    logs: {
      1: { hasOlder: false, messages: [makeText(1, '토지'), makeText(2, '구토'), makeText(3, '토지')] },
    },
  };

  it('put what is pinned before what is newer', () => {
    const pinned = {
      ...state,
      rooms: { ...state.rooms, 3: makeRoom({ id: 3, is_pinned: true, active_at_ms: 1 }) },
    };
    expect(roomsInOrder(pinned).map((room) => room.id)).toEqual([3, 2, 1]);
  });

  it('put the last activity first and add up the badges', () => {
    expect(roomsInOrder(state).map((room) => room.id)).toEqual([2, 1]);
    expect(unseenTotal(state)).toBe(3);
  });

  it('show the search of the last line as it is now', () => {
    expect(
      lastSearchOf(state, makeRoom({ last_message: makeCard(3, 1), last_search: makeSearch() }))?.state,
    ).toBe('partial');
  });

  it('recall each question once, newest first', () => {
    expect(questionsOf(state.logs[1]?.messages ?? [])).toEqual(['토지', '구토']);
  });
});

describe('the first message not seen yet', () => {
  const search = (id: number, over: Parameters<typeof makeSearch>[0] = {}) =>
    makeSearch({ id, message_id: id * 10, finished_at_ms: NOON + id, ...over });
  const state = {
    ...emptyState,
    logs: { 1: { hasOlder: false, messages: [10, 20, 30].map((id) => makeCard(id, id / 10)) } },
    searches: Table.of([search(1, { finished_at_ms: NOON + 9 }), search(2), search(3)].map((s) => [s.id, s])),
  };

  it('is the earliest card of the searches that ended last, as many as were not seen', () => {
    expect(firstUnseen(state, 1, 0)).toBeNull();
    expect(firstUnseen(state, 1, 1)).toBe(10);
    expect(firstUnseen({ ...state, searches: state.searches.with(1, search(1)) }, 1, 2)).toBe(20);
    expect(firstUnseen(state, 1, 9)).toBe(10);
  });

  it('is no card of a search that is under way, of another room, or further back than is known', () => {
    expect(
      firstUnseen({ ...state, searches: Table.of([[3, search(3, { state: 'running' })]]) }, 1, 1),
    ).toBeNull();
    expect(firstUnseen({ ...state, searches: Table.of([[3, search(3, { room_id: 2 })]]) }, 1, 1)).toBeNull();
    expect(firstUnseen({ ...state, searches: Table.of([[4, search(4)]]) }, 1, 1)).toBeNull();
  });

  it('has the line above it, below its question', () => {
    const asked = makeText(9, 'a', { body: { kind: 'text', text: 'a', search_id: 7 } });
    const rows = rowsOf([asked, makeCard(10, 7)], [], 10);
    expect(rows.map((row) => row.kind)).toEqual(['day', 'message', 'unread', 'message']);
    expect(questionAbove(rows, 3)).toBe(1);
  });
});

describe('announcements', () => {
  const t = dictionaryOf('ko');
  const running = makeSearch({ state: 'running' });

  it('say the beginning and the end, and no step between', () => {
    expect(announcementOf(makeSearch({ state: 'waiting' }), running, t)).toBe('‘말의 품격’ 찾기 시작했어요.');
    expect(announcementOf(running, { ...running, checked_count: 1 }, t)).toBeNull();
    expect(announcementOf(running, makeSearch(), t)).toBe('‘말의 품격’ 2권을 찾았어요.');
    expect(announcementOf(running, makeSearch({ state: 'failed', code: 'timeout' }), t)).toContain(
      '응답하지 않아요',
    );
  });

  it('say nothing about what was over before it was heard of', () => {
    expect(announcementOf(undefined, makeSearch(), t)).toBeNull();
  });
});
