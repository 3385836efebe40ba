/** Where the log stands: it follows the end while the reader is there, and never moves the reader otherwise (ux.md 6.13). */
import { tick } from 'svelte';
import type { VList } from 'virtua/svelte';
import type { Place as Left } from '../../ipc/bindings/Place';
import { questionAbove, UNREAD, type Row } from '../../state/rows';
import { Pin, type Place } from './pin';
import { placeAt, rowAt } from './places';
import { settled } from '../../components/settled';

/** Nearer than this to the beginning, older messages are read, in pixels. */
const TOP = 400;
/** Above what is shown on purpose, in pixels. */
const MARGIN = 12;
/** A card shows at least so much of itself below its question, in pixels. */
const CARD_AT_LEAST = 240;
/** Where the line up to which it was read stands when a room opens, as a part of the view. */
const LINE_AT = 0.3;

/** So often a reader is held on to after rows have gone above. */
const HOLDS = 3;
/** So often a row is put where a room begins, at most; the end of the log may be in the way. */
const ROUNDS = 8;

const placeOf = (list: VList<Row>): Place => ({
  offset: list.getScrollOffset(),
  viewport: list.getViewportSize(),
  size: list.getScrollSize(),
});

/** Something to tell a reader further up about: not a card, which is told of when its search ends. */
const isNews = (row: Row): boolean =>
  row.kind === 'message' && row.message.author === 'library' && row.message.body.kind !== 'search';

/** A row in the view, and how much of it is above; less than nothing for one further down. */
interface Anchor {
  key: string;
  above: number;
}

/** The scrolling of one log. */
export class Scrolling {
  /** The list on the page. */
  list = $state.raw<VList<Row>>();
  /** The end is far away. */
  far = $state(false);
  /** So many results came in below. */
  news = $state(0);
  /** Rows are being added at the beginning. */
  shift = $state(false);
  /** The keys of the rows that stay on the page wherever the reader is: rows may come and go before them. */
  keep = $state.raw<readonly string[]>([]);
  readonly pin = new Pin();

  readonly #rows: () => readonly Row[];
  readonly #older: () => Promise<unknown>;
  readonly #drawnAt: () => number | undefined;
  readonly #onplace: (place: Left | null) => void;
  #loading = false;
  #revealing = false;
  #opening: Promise<void> = Promise.resolve();
  /** The last row that was counted. */
  #last: string | undefined;
  /** What a reader further up sees, since scrolling last; nothing at the end. */
  #seen: readonly Anchor[] = [];
  /** The keys of the rows before the latest change. */
  #keys: readonly string[] = [];
  /** The rows of `news`. */
  // eslint-disable-next-line svelte/prefer-svelte-reactivity -- only its size is shown, by `news`
  readonly #below = new Set<string>();

  /**
   * `older` reads older messages and resolves when they are in `rows`; `drawnAt` is where the browser has scrolled to, which the
   * list may be behind; `onplace` hears where the reader is, null for the end.
   */
  constructor(
    rows: () => readonly Row[],
    older: () => Promise<unknown>,
    drawnAt: () => number | undefined,
    onplace: (place: Left | null) => void,
  ) {
    this.#rows = rows;
    this.#older = older;
    this.#drawnAt = drawnAt;
    this.#onplace = onplace;
  }

  /** Begins at the line up to which it was read, where the reader left, or at the end. To be called before the first drawing. */
  open(left: Left | null, atLine: boolean): void {
    const isRow = (key: string): boolean => this.#rows().some((row) => row.key === key);
    if (atLine && isRow(UNREAD)) this.#opening = this.#begin(UNREAD, 'line');
    else if (left !== null) {
      const at = rowAt(this.#rows(), left);
      if (at !== null) this.#opening = this.#begin(at.key, at.above);
    }
  }

  /** Goes to the end and follows it. */
  toBottom(): void {
    this.pin.pinned = true;
    this.#forgetNews();
    this.follow();
  }

  /** Shows a row that somebody had unfolded, moving no more than is needed; nobody is taken to the end meanwhile. */
  async show(key: string): Promise<void> {
    this.pin.pinned = false;
    await settled();
    const index = this.#rows().findIndex((row) => row.key === key);
    if (index !== -1) this.list?.scrollToIndex(index, { align: 'nearest' });
  }

  /** Keeps to the end, if the reader is there. */
  follow(): void {
    const end = this.#rows().length - 1;
    if (this.pin.pinned && end >= 0) this.list?.scrollToIndex(end, { align: 'end' });
    this.#look();
  }

  /** Rows have come or gone. */
  counted(): void {
    const rows = this.#rows();
    const last = rows.findIndex((row) => row.key === this.#last);
    if (last !== -1 && !this.pin.pinned)
      for (const row of rows.slice(last + 1)) if (isNews(row)) this.#tell(row.key);
    this.#last = rows.at(-1)?.key;
    const moved = this.#moved(rows);
    this.#keys = rows.map((row) => row.key);
    void tick().then(async () => {
      this.follow();
      // More than once: rows above that nobody has seen yet are measured, or guessed anew, as those below them are drawn.
      for (let round = 0; round < HOLDS && moved !== null; round += 1) {
        await settled();
        if (this.pin.pinned || this.#revealing) return;
        await this.#holdOn(moved, 1);
      }
    });
  }

  /**
   * What the reader sees and is to be held on to, as rows above it have gone or come between others: answers were folded. Older messages
   * before all of them are another matter.
   */
  #moved(rows: readonly Row[]): Anchor | null {
    if (this.#seen.length === 0 || rows[0]?.key !== this.#keys[0]) return null;
    const seen = this.#seen.find(({ key }) => rows.some((row) => row.key === key));
    const at = rows.findIndex((row) => row.key === seen?.key);
    const isSame = this.#keys.slice(0, at + 1).every((key, index) => key === rows[index]?.key);
    return seen === undefined || isSame ? null : seen;
  }

  /** The reader, or the list, scrolled. */
  onscroll(hasOlder: boolean): void {
    if (this.list === undefined || this.#revealing) return;
    this.pin.scrolled(placeOf(this.list));
    this.#note();
    if (hasOlder && !this.#loading && this.list.getScrollOffset() < TOP) void this.grow(this.#older);
  }

  /** Moves no more than is needed for a row to be seen. */
  bringIn(key: string): void {
    this.keep = [key];
    const index = this.#rows().findIndex((row) => row.key === key);
    if (index !== -1) this.list?.scrollToIndex(index, { align: 'nearest' });
  }

  /** Shows a message, a card together with its question where there is room; false when it is not among the rows. */
  async reveal(key: string): Promise<boolean> {
    await this.#opening;
    const index = this.#rows().findIndex((entry) => entry.key === key);
    if (index === -1 || this.list === undefined) return false;
    const question = questionAbove(this.#rows(), index);
    this.#revealing = true;
    this.pin.pinned = false;
    const above = question === null ? undefined : this.#rows()[question]?.key;
    this.keep = above === undefined ? [key] : [above, key];
    // Rows are measured once they are drawn; only the second time are the sizes the true ones.
    for (let round = 0; round < 2; round += 1) {
      this.list.scrollToIndex(this.#top(question, index), { align: 'start', offset: -MARGIN });
      await tick();
      await settled();
    }
    this.#arrived();
    return true;
  }

  /** A search ended: a reader further up is told if its card is below; at the end of the log, its last card shows its beginning if it is taller than the view. */
  finished(key: string): void {
    if (!this.pin.pinned) {
      if (this.#isBelow(key)) this.#tell(key);
      return;
    }
    void settled().then(() => {
      const { list, pin } = this;
      const index = this.#rows().length - 1;
      if (list === undefined || this.#rows()[index]?.key !== key || !pin.pinned) return;
      if (list.getItemSize(index) <= list.getViewportSize()) return;
      pin.pinned = false;
      list.scrollToIndex(index, { align: 'start' });
    });
  }

  /** Puts a row where a room begins: again and again, as rows above it are measured when they are drawn, until it stays there. */
  async #begin(key: string, place: 'line' | number): Promise<void> {
    this.pin.pinned = false;
    this.#revealing = true;
    for (let round = 0; round < ROUNDS; round += 1) {
      await tick();
      const index = this.#rows().findIndex((row) => row.key === key);
      if (this.list === undefined || index === -1) break;
      const above = place === 'line' ? -LINE_AT * this.list.getViewportSize() : place;
      const wanted = Math.max(0, this.list.getItemOffset(index) + above);
      if (round > 1 && Math.abs(wanted - this.list.getScrollOffset()) < 1) break;
      this.list.scrollTo(wanted);
      await settled();
    }
    this.#arrived();
  }

  /** The reader was taken somewhere: that is where they are, also when nobody scrolls before the room is left. */
  #arrived(): void {
    this.#revealing = false;
    if (this.list === undefined) return;
    this.pin.release(placeOf(this.list));
    this.#note();
  }

  /** The row is further down than the reader sees. */
  #isBelow(key: string): boolean {
    const { list } = this;
    if (list === undefined) return false;
    const seen = list.findItemIndex(list.getScrollOffset() + list.getViewportSize());
    return this.#rows().findIndex((row) => row.key === key) > seen;
  }

  #tell(key: string): void {
    this.#below.add(key);
    this.news = this.#below.size;
  }

  #forgetNews(): void {
    this.#below.clear();
    this.news = 0;
  }

  #top(question: number | null, index: number): number {
    if (question === null || this.list === undefined) return index;
    const above = this.list.getItemOffset(index) - this.list.getItemOffset(question);
    const card = Math.min(this.list.getItemSize(index), CARD_AT_LEAST);
    return MARGIN + above + card <= this.list.getViewportSize() ? question : index;
  }

  /** Takes down where the reader is now. */
  #note(): void {
    this.#look();
    this.#seen = this.pin.pinned ? [] : this.#anchors();
    this.#onplace(this.pin.pinned ? null : this.#place());
  }

  #look(): void {
    if (this.list === undefined) return;
    this.far = this.pin.far(placeOf(this.list));
    if (this.pin.pinned) this.#forgetNews();
  }

  /** Rows come before all others; the reader stays where they are. */
  async grow(older: () => Promise<unknown>): Promise<void> {
    this.#loading = true;
    // The list must have come to terms with the scrolling before its beginning moves.
    await settled();
    const [anchor] = this.#anchors();
    this.shift = true;
    await older();
    await settled();
    this.shift = false;
    if (anchor !== undefined) await this.#holdOn(anchor);
    this.#loading = false;
  }

  /** The rows in the view, from its top, and how much of each is above it. */
  #anchors(): Anchor[] {
    const { list } = this;
    if (list === undefined) return [];
    const offset = list.getScrollOffset();
    const first = list.findItemIndex(offset);
    const rows = this.#rows().slice(first, list.findItemIndex(offset + list.getViewportSize()) + 1);
    return rows.map(({ key }, index) => ({ key, above: offset - list.getItemOffset(first + index) }));
  }

  /** Where the reader is, in words that outlive the page. */
  #place(): Left | null {
    const { list } = this;
    if (list === undefined) return null;
    const offset = list.getScrollOffset();
    return placeAt(this.#rows(), list.findItemIndex(offset), offset, (index) => list.getItemOffset(index));
  }

  /** The list keeps the reader's place by itself, except when rows are measured at the same moment: then it is put right here. */
  async #holdOn(anchor: Anchor, slack = this.list?.getViewportSize() ?? 0): Promise<void> {
    const index = this.#rows().findIndex((entry) => entry.key === anchor.key);
    if (this.list === undefined || index === -1) return;
    const wanted = this.list.getItemOffset(index) + anchor.above;
    if (Math.abs(wanted - (this.#drawnAt() ?? wanted)) < slack) return;
    this.list.scrollTo(wanted);
    await settled();
  }
}
