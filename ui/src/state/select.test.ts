import { expect, it } from 'vitest';
import { makeRoom } from '../ipc/fake/make';
import { alerts } from '../ipc/fake/watches';
import { emptyState } from './model';
import { firstUnseen, isTold } from './select';

it('tells of ends by a notification unless that is turned off, for all rooms or for this one', () => {
  expect(isTold(makeRoom(), 'always')).toBe(true);
  expect(isTold(makeRoom(), 'unseen')).toBe(true);
  expect(isTold(makeRoom(), 'never')).toBe(false);
  expect(isTold(makeRoom({ is_muted: true }), 'always')).toBe(false);
});

it('in the room of alerts, begins to be unread at the first alert that was not seen', () => {
  const { messages } = alerts();
  const logs = { 2: { messages: messages.filter((message) => message.room_id === 2), hasOlder: false } };
  expect(firstUnseen({ ...emptyState, logs }, 2, 1)).toBe(messages.at(-1)?.id);
  expect(firstUnseen({ ...emptyState, logs }, 2, 0)).toBeNull();
});
