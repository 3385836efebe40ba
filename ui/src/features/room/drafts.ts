/** What stands in the rooms' lines to write in. */
import { Keeping, type Later } from './keeping';

/** The texts not sent yet, by room. */
export class Drafts {
  readonly #keeping: Keeping<string>;
  readonly #texts = new Map<number, string>();
  readonly #offered = new Map<number, string>();

  constructor(save: (roomId: number, text: string) => void, later?: Later) {
    this.#keeping = new Keeping(save, later);
  }

  /** The text to begin with; `kept` is what the app has. */
  begin(roomId: number, kept: string): string {
    const text = this.#texts.get(roomId) ?? kept;
    this.#texts.set(roomId, text);
    return text;
  }

  /** What stands in the line and nobody has written: from a link, an example; empty when nothing does. */
  offered(roomId: number): string {
    return this.#offered.get(roomId) ?? '';
  }

  /** The text is this now, and `offered` stands in its place. An empty one is kept at once: it was sent, and must not come back. */
  write(roomId: number, text: string, offered = ''): void {
    this.#offered.set(roomId, offered);
    if (this.#texts.get(roomId) === text) return;
    this.#texts.set(roomId, text);
    this.#keeping.change(roomId, text);
    if (text === '') this.#keeping.keep(roomId);
  }

  /** Keeps what is not kept yet: a room is left, or the window may close. */
  flush(): void {
    this.#keeping.flush();
  }

  /** The room is no more. */
  forget(roomId: number): void {
    this.#keeping.forget(roomId);
    this.#texts.delete(roomId);
    this.#offered.delete(roomId);
  }
}
