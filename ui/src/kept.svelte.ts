/** What the person keeps (보관함), and what is watched for them: read from the app, asked by every star, changed by pressing one. */
import { toCommandError, type Backend } from './ipc/backend';
import type { CommandErrorCode } from './ipc/bindings/CommandErrorCode';
import type { Saved } from './ipc/bindings/Saved';
import type { SavedBook } from './ipc/bindings/SavedBook';
import type { SavedSearch } from './ipc/bindings/SavedSearch';
import type { Watch } from './ipc/bindings/Watch';

/** What was taken out last, for as long as that can be undone. */
export type Removed =
  | { kind: 'book'; book: SavedBook }
  | { kind: 'search'; search: SavedSearch }
  | { kind: 'watch'; watch: Watch };

/** What a watch looks at. */
export type Watched = Pick<Watch, 'library_id' | 'cid' | 'place'>;

/** Names a kept thing: no library's id has a line break in it. */
const keyOf = (libraryId: string, what: string): string => `${libraryId}\n${what}`;

/** The kept books and searches. */
export class Kept {
  /** Everything kept, newest first. */
  saved = $state.raw<Saved>({ books: [], searches: [], watches: [] });
  /** Whether `saved` is what the app has. */
  phase = $state<'loading' | 'ready' | 'failed'>('loading');
  /** What was taken out last. */
  removed = $state.raw<Removed | null>(null);
  /* eslint-disable svelte/prefer-svelte-reactivity -- never changed, made anew with `saved` */
  readonly #books = $derived(new Set(this.saved.books.map((book) => keyOf(book.library_id, book.cid))));
  readonly #searches = $derived(new Set(this.saved.searches.map((s) => keyOf(s.library_id, s.text))));
  /* eslint-enable svelte/prefer-svelte-reactivity */
  readonly #backend: Backend;
  readonly #failed: (code: CommandErrorCode) => void;
  /** The latest reading; the answer of an earlier one is old. */
  #reading = 0;

  /** `failed` tells of a star that could not be set. */
  constructor(backend: Backend, failed: (code: CommandErrorCode) => void) {
    this.#backend = backend;
    this.#failed = failed;
  }

  /** Reads everything that is kept. */
  async load(): Promise<void> {
    this.#reading += 1;
    const mine = this.#reading;
    try {
      const saved = await this.#backend.saved();
      if (mine !== this.#reading) return;
      this.saved = saved;
      this.phase = 'ready';
    } catch {
      if (mine === this.#reading) this.phase = 'failed';
    }
  }

  /** Whether a book is kept. */
  isBookSaved = (libraryId: string, cid: string): boolean => this.#books.has(keyOf(libraryId, cid));

  /** Whether a question is kept. */
  isSearchSaved = (libraryId: string, text: string): boolean => this.#searches.has(keyOf(libraryId, text));

  /** Keeps a book, or no longer; whether it is kept now, null when that could not be changed (and was said). */
  toggleBook(libraryId: string, cid: string): Promise<boolean | null> {
    return this.#setBook(libraryId, cid, !this.isBookSaved(libraryId, cid));
  }

  /** Keeps a question, or no longer; see `toggleBook`. */
  toggleSearch(libraryId: string, text: string): Promise<boolean | null> {
    return this.#setSearch(libraryId, text, !this.isSearchSaved(libraryId, text));
  }

  /** The watches that look at a book; at its copies in one `place` or, with null, at all of them. */
  watchesOf = (libraryId: string, cid: string): readonly Watch[] =>
    this.saved.watches.filter(
      (watch) => watch.state === 'watching' && watch.library_id === libraryId && watch.cid === cid,
    );

  /** Has a book watched; see `toggleBook`. */
  watch({ library_id: library, cid, place }: Watched): Promise<boolean | null> {
    return this.#run(this.#backend.watchBook(library, cid, place), true);
  }

  /** Ends a watch; see `toggleBook`. */
  endWatch(watchId: number): Promise<boolean | null> {
    return this.#run(this.#backend.endWatch(watchId), false);
  }

  /** Takes something out; it can be put back until something else is taken out. */
  async remove(removed: Removed): Promise<boolean> {
    const done = (await this.#set(removed, false)) === false;
    if (done) this.removed = removed;
    return done;
  }

  /** Puts back what was taken out last. */
  async undo(): Promise<boolean> {
    if (this.removed === null || (await this.#set(this.removed, true)) === null) return false;
    this.removed = null;
    return true;
  }

  #set(what: Removed, isSaved: boolean): Promise<boolean | null> {
    if (what.kind === 'watch') return isSaved ? this.watch(what.watch) : this.endWatch(what.watch.id);
    return what.kind === 'book'
      ? this.#setBook(what.book.library_id, what.book.cid, isSaved)
      : this.#setSearch(what.search.library_id, what.search.text, isSaved);
  }

  #setBook(libraryId: string, cid: string, isSaved: boolean): Promise<boolean | null> {
    return this.#run(this.#backend.setBookSaved(libraryId, cid, isSaved), isSaved);
  }

  #setSearch(libraryId: string, text: string, isSaved: boolean): Promise<boolean | null> {
    return this.#run(this.#backend.setSearchSaved(libraryId, text, isSaved), isSaved);
  }

  /** The app tells of the change by itself; reading again here as well has the star follow without waiting for that. */
  async #run(answer: Promise<unknown>, isSaved: boolean): Promise<boolean | null> {
    try {
      await answer;
      await this.load();
      return isSaved;
    } catch (thrown) {
      this.#failed(toCommandError(thrown).code);
      return null;
    }
  }
}
