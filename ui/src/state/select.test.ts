import { expect, it } from 'vitest';
import type { NotifyRule } from '../ipc/bindings/NotifyRule';
import { makeCard, makeRoom, makeSearch } from '../ipc/fake/make';
import { alerts } from '../ipc/fake/watches';
import { emptyState } from './model';
import { firstUnseen, isTold } from './select';
import { Table } from './table';

it('tells of ends by a notification unless that is turned off, for all rooms or for this one', () => {
  const shown = { refused: false };
  const rule = (notify: NotifyRule) => ({ notify, slow_seconds: 30 });
  expect(isTold(shown, makeRoom(), rule('always'), 10)).toBe(true);
  expect(isTold(shown, makeRoom(), rule('never'), 60)).toBe(false);
  expect(isTold(shown, makeRoom({ is_muted: true }), rule('always'), 60)).toBe(false);
  expect(isTold({ refused: true }, makeRoom(), rule('always'), 60)).toBe(false);
  // Who watches it is told of what has taken long, and of nothing else.
  expect(isTold(shown, makeRoom(), rule('unseen'), 29)).toBe(false);
  expect(isTold(shown, makeRoom(), rule('unseen'), 30)).toBe(true);
});

it('in the room of alerts, begins to be unread at the first alert that was not seen', () => {
  const { messages } = alerts();
  const logs = { 2: { messages: messages.filter((message) => message.room_id === 2), hasOlder: false } };
  expect(firstUnseen({ ...emptyState, logs }, 2, 1)).toBe(messages.at(-1)?.id);
  expect(firstUnseen({ ...emptyState, logs }, 2, 0)).toBeNull();
});

it('in the room of alerts, counts what the app counts: also that nothing is waited for any more', () => {
  const { messages } = alerts();
  const log = messages.filter((message) => message.room_id === 2);
  const last = log.at(-1);
  if (last?.body.kind !== 'watch') throw new Error('the scene ends with an alert');
  const expired = {
    ...last,
    id: last.id + 1,
    body: { ...last.body, news: { ...last.body.news, event: 'expired' as const } },
  };
  const logs = { 2: { messages: [...log, expired], hasOlder: false } };
  expect(firstUnseen({ ...emptyState, logs }, 2, 1)).toBe(expired.id);
});

it('in a room, does not take what was stopped for news', () => {
  const ended = makeSearch({ id: 1, room_id: 1, message_id: 11, finished_at_ms: 1_000 });
  const stopped = makeSearch({
    id: 2,
    room_id: 1,
    message_id: 12,
    state: 'cancelled',
    finished_at_ms: 2_000,
  });
  const state = {
    ...emptyState,
    searches: Table.of([ended, stopped].map((search) => [search.id, search] as const)),
    logs: { 1: { messages: [makeCard(11, 1), makeCard(12, 2)], hasOlder: false } },
  };
  expect(firstUnseen(state, 1, 1)).toBe(11);
});
