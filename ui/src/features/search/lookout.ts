/** Collects books that came into view until the view rests, then asks for their copies: once per run of the search, at most ten at once. */
import type { Hit } from '../../ipc/bindings/Hit';

/** How long a view must rest, in milliseconds. */
const REST = 300;
const MOST = 10;

/** Watches what is in view. */
export class Lookout {
  readonly #ask: (hitIds: readonly number[]) => void;
  readonly #asked = new Set<number>();
  #seen: readonly Hit[] = [];
  #final = false;
  #timer: ReturnType<typeof setTimeout> | null = null;

  constructor(ask: (hitIds: readonly number[]) => void) {
    this.#ask = ask;
  }

  /** Whether the search has ended. One that goes on after its end has taken back what was asked for: it is asked for again. */
  ended(isFinal: boolean): void {
    if (this.#final && !isFinal) this.#asked.clear();
    this.#final = isFinal;
  }

  /** These are in view now. */
  see(hits: readonly Hit[]): void {
    this.#seen = hits;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = this.#wanted().length > 0 ? setTimeout(() => this.#rested(), REST) : null;
  }

  /** Nothing is watched any more. */
  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
  }

  #wanted(): number[] {
    return this.#seen
      .filter((hit) => hit.copies_state === 'unplanned' && !this.#asked.has(hit.id))
      .map((hit) => hit.id);
  }

  #rested(): void {
    this.#timer = null;
    const ids = this.#wanted().slice(0, MOST);
    if (ids.length === 0) return;
    for (const id of ids) this.#asked.add(id);
    this.#ask(ids);
    this.see(this.#seen);
  }
}
