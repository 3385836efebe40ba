/** Where rooms were left, and the way back there: older messages are read before such a room is shown. */
import { Places } from './features/room/places';
import type { Place } from './ipc/bindings/Place';
import type { Store } from './state/store.svelte';

/** Pages of older messages to read, at most, for the place where a room was left. */
const PAGES = 10;

/** The ways back into rooms. */
export class WayBack {
  /** Where the rooms were left. */
  readonly places: Places;
  readonly #store: () => Store;
  /** The room that has yet to be read back to its place. */
  #coming = $state<number | null>(null);

  /** `store` is asked when something is done, and may not be there before. */
  constructor(store: () => Store) {
    this.#store = store;
    this.places = new Places((roomId, place) => {
      store().setPlace(roomId, place);
    });
  }

  /** Where to go on reading in a room; null at its end. */
  placeOf(roomId: number): Place | null {
    return this.places.begin(roomId, this.#store().state.rooms[roomId]?.place ?? null, Date.now());
  }

  /** Whether a room has yet to be read back to where it was left. */
  isComing = (roomId: number): boolean => this.#coming === roomId;

  /** A room is gone to: at its place, or, when something was not seen yet, at that. */
  begin(roomId: number, hasUnseen: boolean): void {
    const place = hasUnseen ? null : this.placeOf(roomId);
    const isRead = this.#store().state.logs[roomId] !== undefined;
    const isFar = place !== null && (!isRead || this.isBefore(roomId, place.message_id));
    this.#coming = isFar ? roomId : null;
  }

  /** Reads a room that was gone to back to where it was left. */
  async come(roomId: number): Promise<void> {
    const isWanted = (): boolean => this.isComing(roomId);
    const place = this.placeOf(roomId);
    if (place !== null) await this.read(roomId, place.message_id, PAGES, isWanted);
    if (isWanted()) this.#coming = null;
  }

  /** Reads older messages of a room, page by page, until this one is among them if it is there at all. */
  async read(roomId: number, messageId: number, pages: number, isWanted: () => boolean): Promise<void> {
    for (let page = 0; page < pages && isWanted() && this.isBefore(roomId, messageId); page += 1)
      if (!(await this.#store().loadOlder(roomId))) return;
  }

  /** A message is older than those that were read. */
  isBefore(roomId: number, messageId: number): boolean {
    const log = this.#store().state.logs[roomId];
    return log !== undefined && log.hasOlder && (log.messages[0]?.id ?? 0) > messageId;
  }
}
