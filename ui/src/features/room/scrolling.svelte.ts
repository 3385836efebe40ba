/** Where the log stands: it follows the end while the reader is there, and never moves the reader otherwise (ux.md 6.13). */
import { tick } from 'svelte';
import type { VList } from 'virtua/svelte';
import { questionAbove, type Row } from '../../state/rows';
import { Pin, type Place } from './pin';

/** Nearer than this to the beginning, older messages are read, in pixels. */
const TOP = 400;
/** Above what is shown on purpose, in pixels. */
const MARGIN = 12;
/** A card shows at least so much of itself below its question, in pixels. */
const CARD_AT_LEAST = 240;

/** Two frames: what was mounted is measured and drawn. */
export const settled = (): Promise<void> =>
  new Promise((done) =>
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        done();
      }),
    ),
  );

const placeOf = (list: VList<Row>): Place => ({
  offset: list.getScrollOffset(),
  viewport: list.getViewportSize(),
  size: list.getScrollSize(),
});

/** The scrolling of one log. */
export class Scrolling {
  /** The list on the page. */
  list = $state.raw<VList<Row>>();
  /** The end is far away. */
  far = $state(false);
  /** Something came in below. */
  news = $state(false);
  /** Rows are being added at the beginning. */
  shift = $state(false);
  /** Rows that stay on the page wherever the reader is. */
  keep = $state.raw<number[]>([]);
  readonly pin = new Pin();

  readonly #rows: () => readonly Row[];
  readonly #older: () => Promise<unknown>;
  readonly #drawnAt: () => number | undefined;
  #loading = false;
  #revealing = false;
  #count = 0;

  /**
   * `older` reads older messages and resolves when they are in `rows`; `drawnAt` is where the browser has scrolled to, which the
   * list may be behind.
   */
  constructor(rows: () => readonly Row[], older: () => Promise<unknown>, drawnAt: () => number | undefined) {
    this.#rows = rows;
    this.#older = older;
    this.#drawnAt = drawnAt;
  }

  /** Goes to the end and follows it. */
  toBottom(): void {
    this.pin.pinned = true;
    this.news = false;
    this.follow();
  }

  /** Keeps to the end, if the reader is there. */
  follow(): void {
    const end = this.#rows().length - 1;
    if (this.pin.pinned && end >= 0) this.list?.scrollToIndex(end, { align: 'end' });
    this.#look();
  }

  /** There are so many rows now. */
  counted(length: number): void {
    if (length > this.#count && this.#count > 0 && !this.pin.pinned && !this.#loading) this.news = true;
    this.#count = length;
    void tick().then(() => {
      this.follow();
    });
  }

  /** The reader, or the list, scrolled. */
  onscroll(hasOlder: boolean): void {
    if (this.list === undefined || this.#revealing) return;
    this.pin.scrolled(placeOf(this.list));
    this.#look();
    if (hasOlder && !this.#loading && this.list.getScrollOffset() < TOP) void this.#loadOlder();
  }

  /** Moves no more than is needed for a row to be seen. */
  bringIn(index: number): void {
    this.keep = [index];
    this.list?.scrollToIndex(index, { align: 'nearest' });
  }

  /** Shows a message, a card together with its question where there is room; false when it is not among the rows. */
  async reveal(key: string): Promise<boolean> {
    const index = this.#rows().findIndex((entry) => entry.key === key);
    if (index === -1 || this.list === undefined) return false;
    const question = questionAbove(this.#rows(), index);
    this.#revealing = true;
    this.pin.pinned = false;
    this.keep = question === null ? [index] : [question, index];
    // Rows are measured once they are drawn; only the second time are the sizes the true ones.
    for (let round = 0; round < 2; round += 1) {
      this.list.scrollToIndex(this.#top(question, index), { align: 'start', offset: -MARGIN });
      await tick();
      await settled();
    }
    this.pin.release(placeOf(this.list));
    this.#revealing = false;
    this.#look();
    return true;
  }

  /** A search ended: a reader further up is told; at the end of the log, a card taller than the view shows its beginning. */
  finished(key: string): void {
    if (!this.pin.pinned) {
      this.news = true;
      return;
    }
    const index = this.#rows().findIndex((entry) => entry.key === key);
    void settled().then(() => {
      const { list, pin } = this;
      if (list === undefined || index === -1 || !pin.pinned) return;
      if (list.getItemSize(index) <= list.getViewportSize()) return;
      pin.pinned = false;
      list.scrollToIndex(index, { align: 'start' });
    });
  }

  #top(question: number | null, index: number): number {
    if (question === null || this.list === undefined) return index;
    const above = this.list.getItemOffset(index) - this.list.getItemOffset(question);
    const card = Math.min(this.list.getItemSize(index), CARD_AT_LEAST);
    return MARGIN + above + card <= this.list.getViewportSize() ? question : index;
  }

  #look(): void {
    if (this.list === undefined) return;
    this.far = this.pin.far(placeOf(this.list));
    if (this.pin.pinned) this.news = false;
  }

  async #loadOlder(): Promise<void> {
    this.#loading = true;
    // The list must have come to terms with the scrolling before its beginning moves.
    await settled();
    const anchor = this.#anchor();
    this.shift = true;
    await this.#older();
    await settled();
    this.shift = false;
    if (anchor !== null) await this.#holdOn(anchor);
    this.#loading = false;
  }

  /** The row at the top of the view, and how much of it is above. */
  #anchor(): { key: string; above: number } | null {
    if (this.list === undefined) return null;
    const offset = this.list.getScrollOffset();
    const index = this.list.findItemIndex(offset);
    const key = this.#rows()[index]?.key;
    return key === undefined ? null : { key, above: offset - this.list.getItemOffset(index) };
  }

  /** The list keeps the reader's place by itself, except when rows are measured at the same moment: then it is put right here. */
  async #holdOn(anchor: { key: string; above: number }): Promise<void> {
    const index = this.#rows().findIndex((entry) => entry.key === anchor.key);
    if (this.list === undefined || index === -1) return;
    const wanted = this.list.getItemOffset(index) + anchor.above;
    if (Math.abs(wanted - (this.#drawnAt() ?? wanted)) < this.list.getViewportSize()) return;
    this.list.scrollTo(wanted);
    await settled();
  }
}
