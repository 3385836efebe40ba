/** What the page knows, and what components see of it: each part is heard of by itself, and in a table each entry. */
import { createSubscriber } from 'svelte/reactivity';
import { emptyState, type State, type Version } from './model';
import type { Entries, Table } from './table';

interface Ear {
  hear: () => void;
  tell: () => void;
}

/** A table whose entries are heard of one by one: a card that changes wakes nobody but itself. */
class ShownTable<Value> implements Entries<Value> {
  #table: Table<Value>;
  /** Who reads single entries. */
  readonly #ears = new Map<number, Ear>();
  /** Who reads more than that. */
  readonly #all = earOf(() => undefined);

  constructor(table: Table<Value>) {
    this.#table = table;
  }

  get(id: number): Value | undefined {
    let ear = this.#ears.get(id);
    if (ear === undefined) {
      ear = earOf(() => this.#ears.delete(id));
      this.#ears.set(id, ear);
    }
    ear.hear();
    return this.#table.get(id);
  }

  values(): Value[] {
    this.#all.hear();
    return this.#table.values();
  }

  /** Takes the next version over. */
  take(next: Table<Value>): void {
    if (next === this.#table) return;
    const changed = next.since(this.#table);
    this.#table = next;
    for (const id of changed) this.#ears.get(id)?.tell();
    this.#all.tell();
  }
}

/** `forgotten` is called when nobody listens any more. A state would not do: who reads one that was made while reading does not hear of it. */
function earOf(forgotten: () => unknown): Ear {
  const ear: Ear = {
    tell: () => undefined,
    hear: createSubscriber((update) => {
      ear.tell = update;
      return forgotten;
    }),
  };
  return ear;
}

/** The latest state, part by part. */
class Shown implements State {
  phase = $state.raw(emptyState.phase);
  libraries = $state.raw(emptyState.libraries);
  rooms = $state.raw(emptyState.rooms);
  logs = $state.raw(emptyState.logs);
  readonly searches = new ShownTable(emptyState.searches);
  readonly hits = new ShownTable(emptyState.hits);
  liveSince = $state.raw(emptyState.liveSince);
  pending = $state.raw(emptyState.pending);
  trouble = $state.raw(emptyState.trouble);
  setAside = $state.raw(emptyState.setAside);
  paused = $state.raw(emptyState.paused);
  version = $state.raw(emptyState.version);
  build = $state.raw(emptyState.build);
  offline = $state.raw(emptyState.offline);
  spared = $state.raw(emptyState.spared);
  settings = $state.raw(emptyState.settings);
  desktop = $state.raw(emptyState.desktop);
  refused = $state.raw(emptyState.refused);
  update = $state.raw(emptyState.update);

  /** Takes the next state over; what is the same as before is not heard of. */
  take({ searches, hits, ...parts }: Version): void {
    this.searches.take(searches);
    this.hits.take(hits);
    Object.assign(this, parts);
  }
}

/** The latest state, as a plain thing for who works on it. */
export class Knowledge {
  readonly #shown = new Shown();
  #state: Version = emptyState;

  /** As it is for components, who hear of what changes. */
  get shown(): State {
    return this.#shown;
  }

  get state(): Version {
    return this.#state;
  }

  set state(next: Version) {
    this.#state = next;
    this.#shown.take(next);
  }
}
