/** Which books are on the screen, so that the app asks for their copies first. */
import type { Attachment } from 'svelte/attachments';
import type { Hit } from '../../ipc/bindings/Hit';

/** Watches a book for as long as it is on the page. */
export type Watch = (hit: Hit) => Attachment<HTMLElement>;

/** What a browser has, for tests to replace. */
interface Surroundings {
  observe: (
    changed: (entries: readonly Pick<Sight, 'target' | 'isIntersecting'>[]) => void,
  ) => Observer | null;
  nextFrame: (run: () => void) => void;
}
type Sight = IntersectionObserverEntry;
type Observer = Pick<IntersectionObserver, 'observe' | 'unobserve'>;

const BROWSER: Surroundings = {
  observe: (changed) =>
    typeof IntersectionObserver === 'undefined'
      ? null
      : new IntersectionObserver((entries) => {
          changed(entries);
        }),
  nextFrame: (run) => requestAnimationFrame(run),
};

/** While a search runs, tells which of its books that wait for their copies are in view: once a frame, when one has come into it. */
export class InView {
  readonly #tell: (searchId: number, hitIds: readonly number[]) => void;
  readonly #isLive: (searchId: number) => boolean;
  readonly #observer: Observer | null;
  readonly #nextFrame: (run: () => void) => void;
  readonly #books = new Map<Element, Hit>();
  readonly #seen = new Set<Element>();
  /** By search: what was told last, as far as it is still so. */
  #told = new Map<number, ReadonlySet<number>>();
  #isDue = false;

  constructor(
    tell: (searchId: number, hitIds: readonly number[]) => void,
    isLive: (searchId: number) => boolean,
    { observe, nextFrame }: Surroundings = BROWSER,
  ) {
    this.#tell = tell;
    this.#isLive = isLive;
    this.#nextFrame = nextFrame;
    this.#observer = observe((entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) this.#seen.add(target);
        else this.#seen.delete(target);
      }
      this.#soon();
    });
  }

  /** For the element that shows this book. Only copies that are waited for can come sooner: others are not watched. */
  readonly watch: Watch = (hit) => (element) => {
    if (hit.copies_state !== 'planned' || this.#observer === null) return;
    this.#books.set(element, hit);
    this.#observer.observe(element);
    return () => {
      this.#books.delete(element);
      this.#seen.delete(element);
      this.#observer?.unobserve(element);
      this.#soon();
    };
  };

  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    this.#nextFrame(() => {
      this.#isDue = false;
      this.#look();
    });
  }

  #look(): void {
    const now = new Map<number, Set<number>>();
    for (const element of this.#seen) {
      const hit = this.#books.get(element);
      if (hit === undefined || !this.#isLive(hit.search_id)) continue;
      now.set(hit.search_id, (now.get(hit.search_id) ?? new Set()).add(hit.id));
    }
    const before = this.#told;
    this.#told = now;
    for (const [searchId, ids] of now) {
      const known = before.get(searchId);
      if (![...ids].every((id) => known?.has(id))) this.#tell(searchId, [...ids]);
    }
  }
}
