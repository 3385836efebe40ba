/** What a person leaves in rooms, kept by the app at most half a second later: once for all that changed meanwhile. */

/** How long something may wait until it is kept, in milliseconds. */
const WAIT = 500;

/** Does something later; returns the way to have it undone. */
export type Later = (go: () => void) => () => void;

const byTimer: Later = (go) => {
  const timer = setTimeout(go, WAIT);
  return () => {
    clearTimeout(timer);
  };
};

/** Values on their way to the app, by room. */
export class Keeping<Value> {
  readonly #save: (roomId: number, value: Value) => void;
  readonly #later: Later;
  /** By room: the value that is not kept yet, and how not to wait for it. */
  readonly #waiting = new Map<number, { value: Value; stop: () => void }>();

  constructor(save: (roomId: number, value: Value) => void, later: Later = byTimer) {
    this.#save = save;
    this.#later = later;
  }

  /** The value is this now. */
  change(roomId: number, value: Value): void {
    const waiting = this.#waiting.get(roomId);
    if (waiting) waiting.value = value;
    else {
      const stop = this.#later(() => {
        this.keep(roomId);
      });
      this.#waiting.set(roomId, { value, stop });
    }
  }

  /** Keeps a room's value at once, if it waits. */
  keep(roomId: number): void {
    const waiting = this.#waiting.get(roomId);
    this.forget(roomId);
    if (waiting) this.#save(roomId, waiting.value);
  }

  /** Keeps everything that waits: a room is left, or the window may close. */
  flush(): void {
    for (const roomId of [...this.#waiting.keys()]) this.keep(roomId);
  }

  /** The room is no more. */
  forget(roomId: number): void {
    this.#waiting.get(roomId)?.stop();
    this.#waiting.delete(roomId);
  }
}
