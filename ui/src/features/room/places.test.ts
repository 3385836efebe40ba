import { expect, it } from 'vitest';
import { Places } from './places';

const DAY = 86_400_000;

it('a room is entered where it was left, within a day, and not when it was left at its end', () => {
  const places = new Places();
  places.leave(1, { key: 'message-4', above: 12 }, 1_000);
  expect(places.of(1, 1_000 + DAY)).toEqual({ key: 'message-4', above: 12 });
  expect(places.of(1, 1_001 + DAY)).toBeNull();
  expect(places.of(2, 1_000)).toBeNull();
  places.leave(1, null, 2_000);
  expect(places.of(1, 2_000)).toBeNull();
});
