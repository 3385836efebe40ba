/** Where the rooms were left (ux.md 6.13): for a day, over a restart, too. */
import type { Place } from '../../ipc/bindings/Place';
import type { Row } from '../../state/rows';
import { Keeping, type Later } from './keeping';

const DAY = 24 * 60 * 60 * 1_000;

const isSame = (a: Place | null, b: Place | null): boolean =>
  a?.message_id === b?.message_id && a?.above_px === b?.above_px;

/** The places, by room; one that was left at its end has none. */
export class Places {
  readonly #keeping: Keeping<Place | null>;
  /** Null is the end. */
  readonly #places = new Map<number, { place: Place | null; at: number }>();

  /** `save` keeps a place over a restart. */
  constructor(save: (roomId: number, place: Place | null) => void, later?: Later) {
    this.#keeping = new Keeping(save, later);
  }

  /** Where to go on reading, null at the end; `kept` is what the app has, for a room that was not entered since it started. */
  begin(roomId: number, kept: Place | null, now: number): Place | null {
    const known = this.#places.get(roomId) ?? { place: kept, at: now };
    const place = now - known.at <= DAY ? known.place : null;
    this.#places.set(roomId, { place, at: known.at });
    return place;
  }

  /** The reader of a room is here at this moment; null is its end. */
  leave(roomId: number, place: Place | null, now: number): void {
    const before = this.#places.get(roomId)?.place ?? null;
    this.#places.set(roomId, { place, at: now });
    if (!isSame(before, place)) this.#keeping.change(roomId, place);
  }

  /** Keeps what is not kept yet: a room is left, or the window may close. */
  flush(): void {
    this.#keeping.flush();
  }
}

const messageId = (row: Row | undefined): number | null => (row?.kind === 'message' ? row.message.id : null);

/**
 * The row at which a place is, and how much of it is above. A message that is not seen any more (its card has been folded away) leaves
 * its place to the next one; null where the place is not among the rows.
 */
export function rowAt(rows: readonly Row[], place: Place): { key: string; above: number } | null {
  const exact = rows.find((row) => messageId(row) === place.message_id);
  if (exact) return { key: exact.key, above: place.above_px };
  const next = rows.findIndex((row) => (messageId(row) ?? 0) > place.message_id);
  const isWithin = rows.slice(0, Math.max(next, 0)).some((row) => messageId(row) !== null);
  return isWithin ? { key: rows[next]?.key ?? '', above: 0 } : null;
}

/** The place of a view that begins `offset` pixels down, in the row at `index`: by the message there, or the next one. */
export function placeAt(
  rows: readonly Row[],
  index: number,
  offset: number,
  offsetOf: (index: number) => number,
): Place | null {
  for (let at = index; at < rows.length; at += 1) {
    const id = messageId(rows[at]);
    if (id !== null) return { message_id: id, above_px: Math.round(offset - offsetOf(at)) };
  }
  return null;
}
