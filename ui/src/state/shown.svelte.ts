/** What the page knows, and what components see of it: each part is heard of by itself, and in a table each entry. */
import { emptyState, type State, type Version } from './model';
import type { Entries, Table } from './table';

/** What is changed for whoever listens. */
class Signal {
  #turn = $state.raw(0);

  /** The reader hears of the next time. */
  hear(): void {
    void this.#turn;
  }

  tell(): void {
    this.#turn += 1;
  }
}

/** A table whose entries are heard of one by one: a card that changes wakes nobody but itself. */
class ShownTable<Value> implements Entries<Value> {
  #table: Table<Value>;
  /** For who reads single entries; as long as there is one, and somebody has read it. */
  readonly #entries = new Map<number, Signal>();
  /** For who reads more than that. */
  readonly #all = new Signal();

  constructor(table: Table<Value>) {
    this.#table = table;
  }

  get(id: number): Value | undefined {
    if ($effect.tracking()) this.#signalOf(id).hear();
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
    for (const id of changed) {
      this.#entries.get(id)?.tell();
      if (next.get(id) === undefined) this.#entries.delete(id);
    }
    this.#all.tell();
  }

  #signalOf(id: number): Signal {
    let signal = this.#entries.get(id);
    if (signal === undefined) this.#entries.set(id, (signal = new Signal()));
    return signal;
  }
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
