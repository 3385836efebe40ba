/** Finding a text in a room: what is looked for, where it occurs, and which of these places is shown. */

/** So many places the app names at most: there may be more. */
export const MOST = 500;

/** A search through one room at a time. */
export class Find {
  /** The room it is open in. */
  roomId = $state<number | null>(null);
  text = $state('');
  /** The messages with the text, newest first. */
  hits = $state.raw<readonly number[]>([]);
  /** The one that is shown. */
  at = $state(0);
  /** What `hits` are the places of; empty before the first answer. */
  answered = $state('');
  readonly #ask: (roomId: number, text: string) => Promise<readonly number[] | null>;
  readonly #show: (roomId: number, messageId: number) => Promise<unknown>;
  #asked = 0;
  #isAsking = false;

  /** `ask` finds messages, null when that failed; `show` brings one into view. */
  constructor(
    ask: (roomId: number, text: string) => Promise<readonly number[] | null>,
    show: (roomId: number, messageId: number) => Promise<unknown>,
  ) {
    this.#ask = ask;
    this.#show = show;
  }

  /** The message that is shown now. */
  get current(): number | null {
    return this.hits[this.at] ?? null;
  }

  /** Opens in a room; there it stays as it is. */
  open(roomId: number): void {
    if (this.roomId === roomId) return;
    this.close();
    this.roomId = roomId;
  }

  /** Forgets everything. */
  close(): void {
    this.#asked += 1;
    this.roomId = null;
    this.text = '';
    this.answered = '';
    this.hits = [];
    this.at = 0;
  }

  /**
   * Looks for a text and shows its newest place. One question at a time: what is typed meanwhile is asked after the answer, and that
   * answer is not heard.
   */
  async look(text: string): Promise<void> {
    this.text = text;
    this.#asked += 1;
    if (this.#isAsking) return;
    this.#isAsking = true;
    const found = await this.#answer();
    this.#isAsking = false;
    if (found === null) return;
    this.hits = found.hits;
    this.answered = found.words;
    this.at = 0;
    await this.#showCurrent();
  }

  /** The answer to the question that was asked last; null when it failed, or nobody asks any more. */
  async #answer(): Promise<{ words: string; hits: readonly number[] } | null> {
    for (;;) {
      const mine = this.#asked;
      const { roomId } = this;
      const words = this.text.trim();
      if (roomId === null) return null;
      const hits = words === '' ? [] : await this.#ask(roomId, words);
      if (mine === this.#asked) return hits === null ? null : { words, hits };
    }
  }

  /** Goes on to an older place, or back to a newer one; round at the ends. */
  async step(by: 1 | -1): Promise<void> {
    const { length } = this.hits;
    if (length === 0) return;
    this.at = (this.at + by + length) % length;
    await this.#showCurrent();
  }

  async #showCurrent(): Promise<void> {
    if (this.roomId !== null && this.current !== null) await this.#show(this.roomId, this.current);
  }
}
