/** What the page hears: changes are handed on once per frame, however many come. */
import type { Change } from '../ipc/bindings/Change';
import type { Touched } from './hits';

/** Collects changes for the next frame. */
export class Inbox {
  readonly #apply: (changes: readonly Change[]) => void;
  readonly #nextFrame: (apply: () => void) => void;
  #queue: Change[] = [];
  /** Per answer on its way: the hits that changed meanwhile, whose news it must not undo. */
  readonly #watches = new Set<Map<number, number>>();

  constructor(
    apply: (changes: readonly Change[]) => void,
    nextFrame: (apply: () => void) => void = atNextFrame,
  ) {
    this.#apply = apply;
    this.#nextFrame = nextFrame;
  }

  /** Takes a change in. */
  hear(change: Change): void {
    if (this.#queue.push(change) === 1) {
      this.#nextFrame(() => {
        this.#deliver();
      });
    }
  }

  /** Asks for something; `touched` are the hits that changed or went since it was asked for. */
  async during<T>(ask: (touched: Touched) => Promise<T>): Promise<T> {
    const touched = new Map<number, number>();
    this.#watches.add(touched);
    try {
      return await ask(touched);
    } finally {
      this.#watches.delete(touched);
    }
  }

  #deliver(): void {
    const changes = this.#queue;
    this.#queue = [];
    for (const change of changes) {
      if (change.kind !== 'search') continue;
      const ids = [...change.hits.map((hit) => hit.id), ...change.gone_hit_ids];
      for (const touched of this.#watches) for (const id of ids) touched.set(id, change.search.version);
    }
    this.#apply(changes);
  }
}

/** A hidden window draws no frames, but its news must not pile up. */
function atNextFrame(apply: () => void): void {
  if (document.hidden) setTimeout(apply, 100);
  else requestAnimationFrame(apply);
}
