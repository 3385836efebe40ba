/** What stands in the rooms' lines to write in: kept at most half a second after it was typed. */

/** How long a text may wait until it is kept, in milliseconds. */
const WAIT = 500;

/** Does something later; returns the way to have it undone. */
export type Later = (go: () => void) => () => void;

const byTimer: Later = (go) => {
  const timer = setTimeout(go, WAIT);
  return () => {
    clearTimeout(timer);
  };
};

/** The texts not sent yet, by room. */
export class Drafts {
  readonly #save: (roomId: number, text: string) => void;
  readonly #later: Later;
  readonly #texts = new Map<number, string>();
  /** By room whose text is not kept yet: how not to wait for it. */
  readonly #waiting = new Map<number, () => void>();

  constructor(save: (roomId: number, text: string) => void, later: Later = byTimer) {
    this.#save = save;
    this.#later = later;
  }

  /** The text to begin with; `kept` is what the app has. */
  begin(roomId: number, kept: string): string {
    const text = this.#texts.get(roomId) ?? kept;
    this.#texts.set(roomId, text);
    return text;
  }

  /** The text is this now. An empty one is kept at once: it was sent, and must not come back. */
  write(roomId: number, text: string): void {
    if (this.#texts.get(roomId) === text) return;
    this.#texts.set(roomId, text);
    if (text === '') this.#keep(roomId);
    else if (!this.#waiting.has(roomId)) {
      this.#waiting.set(
        roomId,
        this.#later(() => {
          this.#keep(roomId);
        }),
      );
    }
  }

  /** Keeps what is not kept yet: a room is left, or the window may close. */
  flush(): void {
    for (const roomId of [...this.#waiting.keys()]) this.#keep(roomId);
  }

  /** The room is no more. */
  forget(roomId: number): void {
    this.#waiting.get(roomId)?.();
    this.#waiting.delete(roomId);
    this.#texts.delete(roomId);
  }

  #keep(roomId: number): void {
    this.#waiting.get(roomId)?.();
    this.#waiting.delete(roomId);
    this.#save(roomId, this.#texts.get(roomId) ?? '');
  }
}
