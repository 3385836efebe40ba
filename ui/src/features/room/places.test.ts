import { describe, expect, it, vi } from 'vitest';
import { makeText, NOON } from '../../ipc/fake/make';
import { rowsOf } from '../../state/rows';
import { placeAt, Places, rowAt } from './places';

const DAY = 86_400_000;
const place = { message_id: 4, above_px: 12 };

/** Places that are kept when the test says so. */
function places() {
  const save = vi.fn<(roomId: number, place: unknown) => void>();
  return { it: new Places(save, () => () => undefined), save };
}

describe('a room', () => {
  it('is entered where it was left, within a day, and not when it was left at its end', () => {
    const { it: them } = places();
    them.leave(1, place, 1_000);
    expect(them.begin(1, null, 1_000 + DAY)).toEqual(place);
    expect(them.begin(1, null, 1_001 + DAY)).toBeNull();
    expect(them.begin(2, null, 1_000)).toBeNull();
    them.leave(1, null, 2_000);
    expect(them.begin(1, place, 2_000)).toBeNull();
  });

  it('is entered where the app has it, until the reader has been elsewhere', () => {
    const { it: them, save } = places();
    expect(them.begin(1, place, NOON)).toEqual(place);
    them.leave(1, { ...place }, NOON);
    them.flush();
    expect(save).not.toHaveBeenCalled();
    them.leave(1, { message_id: 2, above_px: -3 }, NOON);
    expect(them.begin(1, place, NOON)).toEqual({ message_id: 2, above_px: -3 });
  });

  it('has its place kept once for all that was scrolled meanwhile, and its end as well', () => {
    const { it: them, save } = places();
    them.leave(1, place, NOON);
    them.leave(1, { message_id: 2, above_px: 0 }, NOON);
    them.flush();
    them.leave(1, null, NOON);
    them.flush();
    them.flush();
    expect(save.mock.calls).toEqual([
      [1, { message_id: 2, above_px: 0 }],
      [1, null],
    ]);
  });
});

describe('a place among rows', () => {
  const rows = rowsOf([makeText(3, 'a'), makeText(5, 'b'), makeText(9, 'c')], []);

  it('is at its message, or at the next one when that is not seen any more', () => {
    expect(rowAt(rows, { message_id: 5, above_px: 7 })).toEqual({ key: 'message-5', above: 7 });
    expect(rowAt(rows, { message_id: 6, above_px: 7 })).toEqual({ key: 'message-9', above: 0 });
  });

  it('is nowhere before the first and behind the last', () => {
    expect(rowAt(rows, { message_id: 2, above_px: 0 })).toBeNull();
    expect(rowAt(rows, { message_id: 10, above_px: 0 })).toBeNull();
  });

  it('is told by the message at the top of the view, below a day by the next one', () => {
    const offsetOf = (index: number): number => index * 100;
    expect(placeAt(rows, 2, 230.4, offsetOf)).toEqual({ message_id: 5, above_px: 30 });
    expect(placeAt(rows, 0, 20, offsetOf)).toEqual({ message_id: 3, above_px: -80 });
    expect(placeAt(rows, 4, 0, offsetOf)).toBeNull();
  });
});
