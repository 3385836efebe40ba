/** What can be done with a book, wherever it stands: given by the shell, pressed in cards and lists. */
import type { Hit } from '../../ipc/bindings/Hit';
import type { Watch } from '../../ipc/bindings/Watch';

/** Ways to act on books, and what must be known to offer them. */
export interface BookActs {
  /** The address of its picture; null when the catalogue has none. */
  cover(hit: Hit): string | null;
  isSaved(hit: Hit): boolean;
  /** Keeps it, or no longer. */
  save(hit: Hit): void;
  /** The watches that look at it until it can be borrowed. */
  watches(hit: Hit): readonly Watch[];
  /** Has it watched: its copies in one `place` or, with null, all of them. */
  watch(hit: Hit, place: string | null): void;
  unwatch(watch: Watch): void;
  copyTitle(hit: Hit): void;
  /** The library's page of it; null when the library has none. */
  link: ((hit: Hit) => void) | null;
  /** Copies the address of that page; null when the library has none. */
  copyLink: ((hit: Hit) => void) | null;
  /** Single keys act on the book or card in focus. */
  singleKeys(): boolean;
}
