/** Whether the log follows what comes in (ux.md 6.13): it does at the bottom, and never moves the reader otherwise. */

/** Nearer than this to the end is at the end, in pixels. */
const NEAR = 80;
/** Farther than this from the end, the way back is offered, in pixels. */
const FAR = 240;

/** Where a scrolled thing stands. */
export interface Place {
  offset: number;
  viewport: number;
  size: number;
}

const distance = (place: Place): number => place.size - place.viewport - place.offset;

/** Follows the end until the reader goes up, and again once the end is reached. */
export class Pin {
  /** New content is followed. */
  pinned = true;
  #offset = 0;

  /** After a scroll. Growth alone never unpins: only going up does. */
  scrolled(place: Place): void {
    const moved = place.offset - this.#offset;
    if (distance(place) < NEAR) this.pinned ||= Math.abs(moved) > 1;
    else if (moved < -1) this.pinned = false;
    this.#offset = place.offset;
  }

  /** The reader was taken somewhere on purpose, and stays there even near the end until scrolling. */
  release(place: Place): void {
    this.pinned = distance(place) <= 1;
    this.#offset = place.offset;
  }

  /** Whether to offer the way to the end. */
  far(place: Place): boolean {
    return !this.pinned && distance(place) > FAR;
  }
}
