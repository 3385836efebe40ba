/** The pane beside a room: what it shows, where its lists were left, and where the focus goes when it closes. */
import { tick } from 'svelte';
import type { ListPlace } from './features/search/list-place';
import type { Hit } from './ipc/bindings/Hit';
import type { Store } from './state/store.svelte';
import type { Pane, View } from './state/view.svelte';

/** The pane at work. */
export class Panes {
  /** The list in it. */
  listing = $state<'idle' | 'loading' | 'failed'>('idle');
  /** By search: where its whole list was left. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a list opens
  readonly places = new Map<number, ListPlace>();
  /** The searches whose list was last opened at what can be borrowed, which nobody chose in the list. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- read once, when a list opens
  readonly #narrowed = new Set<number>();
  /** The book that was left last for its list. */
  left: number | null = null;
  readonly #store: Store;
  readonly #view: View;
  readonly #focusElsewhere: () => void;
  /** What it was opened from. */
  #opener: Element | null = null;

  /** `focusElsewhere` takes the focus when what the pane was opened from is gone. */
  constructor(store: Store, view: View, focusElsewhere: () => void) {
    this.#store = store;
    this.#view = view;
    this.#focusElsewhere = focusElsewhere;
  }

  /** Shows the whole list of a search. */
  async showList(searchId: number): Promise<void> {
    if (this.#narrowed.delete(searchId)) this.places.delete(searchId);
    await this.#showList(searchId);
  }

  /** Shows what can be borrowed now of a search. */
  async showAvailable(searchId: number): Promise<void> {
    const arrangement = { available: true, place: '', years: null, order: 'relevance' } as const;
    // Nothing was measured of it: it begins at its top.
    this.places.set(searchId, { cache: null, offset: 0, rows: 0, arrangement });
    this.#narrowed.add(searchId);
    await this.#showList(searchId);
  }

  /** Reads the whole list of a search. */
  async loadList(searchId: number): Promise<void> {
    this.listing = 'loading';
    const isRead = await this.#store.loadHits(searchId);
    // Meanwhile it may be another one's list that is shown.
    if (this.#view.pane?.searchId === searchId) this.listing = isRead ? 'idle' : 'failed';
  }

  async #showList(searchId: number): Promise<void> {
    this.#open({ kind: 'list', searchId });
    await this.loadList(searchId);
  }

  /** Shows a book, and asks for its copies and for what the page of its record says when nobody did. */
  showBook(hit: Hit, fromList: boolean): void {
    this.#open({ kind: 'book', searchId: hit.search_id, hitId: hit.id, fromList });
    if (hit.copies_state === 'unplanned') void this.#store.checkCopies(hit.search_id, [hit.id]);
    if (hit.detail_state === 'unplanned') void this.#store.checkDetail(hit.search_id, hit.id);
  }

  /** Closes the pane; the focus goes back to where it came from. */
  close(): void {
    this.#view.pane = null;
    this.#returnFocus();
  }

  /** One step back: from a profile, from a book to its list, out of the pane. */
  back(): void {
    const wasOpen = this.#view.pane !== null;
    this.#view.back();
    if (wasOpen && this.#view.pane === null) this.#returnFocus();
  }

  #open(pane: Pane): void {
    this.left = pane.kind === 'book' && pane.fromList ? pane.hitId : null;
    if (this.#view.pane === null) this.#opener = document.activeElement;
    this.#view.pane = pane;
  }

  #returnFocus(): void {
    const opener = this.#opener;
    void tick().then(() => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
      else this.#focusElsewhere();
    });
    this.#opener = null;
  }
}
