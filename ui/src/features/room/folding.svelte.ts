/** In the room of everyone, the libraries that have nothing are folded away until somebody wants to see them. */
import { tick } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Search } from '../../ipc/bindings/Search';
import { cardsIn, foldNothing, hasNothing } from '../../state/everyone';
import type { Row } from '../../state/rows';

/** A line that stands for folded answers. */
export type Fold = Extract<Row, { kind: 'nothing' }>;

/** The rows of a room as they are shown. */
export class Folding {
  readonly #rows: () => readonly Row[];
  readonly #opened = new SvelteSet<string>();
  readonly #nothing: string;
  readonly #shown: readonly Row[];

  /** `isOn` says that this is the room of everyone; in another one, the rows are shown as they are. */
  constructor(
    rows: () => readonly Row[],
    searchOf: (searchId: number) => Search | undefined,
    isOn: () => boolean,
  ) {
    this.#rows = rows;
    const nothing = (): readonly number[] => cardsIn(rows()).filter((id) => hasNothing(searchOf(id)));
    // eslint-disable-next-line svelte/prefer-svelte-reactivity -- never changed, made anew with the rows
    const set = (ids: string): ReadonlySet<number> => new Set(ids.split(',').map(Number));
    // As a text: the rows are made anew only when it has changed, and not with every search that moves on.
    this.#nothing = $derived(isOn() ? nothing().join() : '');
    this.#shown = $derived(isOn() ? foldNothing(rows(), set(this.#nothing), this.#opened) : rows());
  }

  /** The rows that are shown. */
  get shown(): readonly Row[] {
    return this.#shown;
  }

  /** Unfolds what has nothing and returns the key of the first of it, or folds it again and returns null. */
  toggle({ key, searchIds }: Fold): string | null {
    if (this.#opened.delete(key)) return null;
    this.#opened.add(key);
    return this.#rows().find((row) => cardsIn([row])[0] === searchIds[0])?.key ?? null;
  }

  /** Has a row shown that was folded away. */
  async unfold(key: string): Promise<void> {
    const row = this.#rows().find((known) => known.key === key);
    const [searchId] = row === undefined ? [] : cardsIn([row]);
    const fold = this.shown.find(
      (known): known is Fold => known.kind === 'nothing' && known.searchIds.includes(searchId ?? 0),
    );
    if (fold === undefined || fold.open) return;
    this.#opened.add(fold.key);
    await tick();
  }
}
