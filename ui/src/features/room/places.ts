/** Where the rooms were left (ux.md 6.13): for a day, and only until the window closes. */

/** The row at the top of the view, and how much of it is above. */
export interface Place {
  key: string;
  above: number;
}

const DAY = 24 * 60 * 60 * 1_000;

/** The places, by room; one that was left at its end has none. */
export class Places {
  readonly #places = new Map<number, Place & { at: number }>();

  /** The reader of a room is here at this moment; null is its end. */
  leave(roomId: number, place: Place | null, now: number): void {
    if (place === null) this.#places.delete(roomId);
    else this.#places.set(roomId, { ...place, at: now });
  }

  /** Where to go on reading; null is the end. */
  of(roomId: number, now: number): Place | null {
    const place = this.#places.get(roomId);
    return place !== undefined && now - place.at <= DAY ? { key: place.key, above: place.above } : null;
  }
}
