/** Changes of single fields to a thing that the app only takes as a whole: one after another, and the last word on a field stands. */

/** For so long, in milliseconds, the app may still tell of a change that is older than its answer. */
const ECHO = 1_000;

/** Does something later. */
export type Later = (go: () => void) => void;

const byTimer: Later = (go) => {
  setTimeout(go, ECHO);
};

/** A thing as it is and as it was asked to be. */
export class Patches<Whole extends object> {
  readonly #known: () => Whole;
  readonly #send: (whole: Whole) => Promise<boolean>;
  readonly #later: Later;
  /** What was asked for, oldest first: not sent yet, or just taken by the app. */
  #patches = $state.raw<readonly Partial<Whole>[]>([]);
  /** The sending of the latest one. */
  #turn: Promise<unknown> = Promise.resolve();

  /** `known` is the thing as the app has told of it last; `send` asks for it as a whole, false when the app did not take it. */
  constructor(known: () => Whole, send: (whole: Whole) => Promise<boolean>, later: Later = byTimer) {
    this.#known = known;
    this.#send = send;
    this.#later = later;
  }

  /** As it was asked to be. */
  get now(): Whole {
    return this.#with(this.#patches);
  }

  /** Asks for a change: it holds at once, and no longer when the app did not take it, which is the answer. */
  set(change: Partial<Whole>): Promise<boolean> {
    const patch = { ...change };
    this.#patches = [...this.#patches, patch];
    const sent = this.#turn.then(() => this.#try(patch));
    this.#turn = sent;
    return sent;
  }

  async #try(patch: Partial<Whole>): Promise<boolean> {
    // Without what was asked for after it, which may still be refused.
    const taken = await this.#send(this.#with(this.#patches.slice(0, this.#patches.indexOf(patch) + 1)));
    const forget = (): void => {
      this.#patches = this.#patches.filter((known) => known !== patch);
    };
    if (taken) this.#later(forget);
    else forget();
    return taken;
  }

  #with(patches: readonly Partial<Whole>[]): Whole {
    const known = this.#known();
    return patches.length === 0 ? known : (Object.assign({}, known, ...patches) as Whole);
  }
}
