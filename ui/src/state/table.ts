/**
 * Values by id, in versions that share what they have in common: the next version copies one piece of the table and not the whole, so
 * that a change costs the same in a long history as in a short one.
 */

/** Ids that differ only below this many bits are in one piece. */
const PIECE = 64;

type Piece<Value> = ReadonlyMap<number, Value>;

const pieceOf = (id: number): number => Math.floor(id / PIECE);

/** What may be read of a table. */
export interface Entries<Value> {
  /** The value with this id. */
  get(id: number): Value | undefined;
  /** All values, in no particular order. */
  values(): Value[];
}

/** Never changed in place. */
export class Table<Value> implements Entries<Value> {
  readonly #pieces: ReadonlyMap<number, Piece<Value>>;

  protected constructor(pieces: ReadonlyMap<number, Piece<Value>> = new Map()) {
    this.#pieces = pieces;
  }

  /** A table of these. */
  static of<Value>(entries: Iterable<readonly [id: number, value: Value]> = []): Table<Value> {
    return new Table<Value>(new Map()).withAll(entries);
  }

  get(id: number): Value | undefined {
    return this.#pieces.get(pieceOf(id))?.get(id);
  }

  values(): Value[] {
    return [...this.#pieces.values()].flatMap((piece) => [...piece.values()]);
  }

  /** The table with this value. */
  with(id: number, value: Value): Table<Value> {
    return this.withAll([[id, value]]);
  }

  /** The table with all of these. */
  withAll(entries: Iterable<readonly [id: number, value: Value]>): Table<Value> {
    const pieces = new Map(this.#pieces);
    const fresh = new Map<number, Map<number, Value>>();
    for (const [id, value] of entries) {
      const at = pieceOf(id);
      const piece = fresh.get(at) ?? new Map(pieces.get(at));
      piece.set(id, value);
      fresh.set(at, piece);
      pieces.set(at, piece);
    }
    return fresh.size === 0 ? this : new Table(pieces);
  }

  /** The table without what is gone. */
  without(gone: (id: number) => boolean): Table<Value> {
    const left = [...this.#pieces.values()].flatMap((piece) => [...piece].filter(([id]) => !gone(id)));
    return Table.of(left);
  }

  /** What is new, different or gone since an earlier version: its ids. */
  since(before: Table<Value>): number[] {
    const changed: number[] = [];
    for (const [at, piece] of this.#pieces) {
      const old = before.#pieces.get(at);
      if (piece !== old) for (const [id, value] of piece) if (old?.get(id) !== value) changed.push(id);
    }
    for (const [at, old] of before.#pieces) {
      const piece = this.#pieces.get(at);
      if (piece !== old) for (const id of old.keys()) if (piece?.has(id) !== true) changed.push(id);
    }
    return changed;
  }
}
