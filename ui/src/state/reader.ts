/** How the page reads what the app knows: everything, a room, a list; at the start, when it is asked for, when events were missed. */
import type { Backend } from '../ipc/backend';
import type { RoomView } from '../ipc/bindings/RoomView';
import type { Opening } from '../ipc/bindings/Opening';
import { applyHits, applyRoomView, applySnapshot, joinViews } from './apply';
import { FIRST_HITS, reachOf, stretchOf } from './hits';
import type { Inbox } from './inbox';
import type { Version } from './model';

/** Hits asked for at once when more than the first ones are wanted. */
const HITS_PER_CALL = 100;

/** What is told of reading everything again. */
export interface Rereading {
  /** A part was read; what stands there now may be news. */
  changed(before: Version, after: Version): void;
  /** A click on a notification was waiting. */
  open(opening: Opening): void;
  /** A part could not be read, and what was known of it stays. */
  failed(thrown: unknown): void;
}

/** Reads into what is known. */
export class Reader {
  readonly #backend: Backend;
  readonly #inbox: Inbox;
  readonly #known: { state: Version };
  readonly #now: () => number;
  /** By search: its version when its hits were read last. No hit changes without a new version. */
  readonly #readAt = new Map<number, number>();
  #rereading = false;
  #outdated = false;

  constructor(backend: Backend, inbox: Inbox, known: { state: Version }, now: () => number) {
    this.#backend = backend;
    this.#inbox = inbox;
    this.#known = known;
    this.#now = now;
  }

  /** Reads the libraries and the rooms; returns what a click on a notification asked for before the page was there. */
  async start(applied?: (before: Version) => void): Promise<Opening | null> {
    const snapshot = await this.#backend.start();
    const before = this.#known.state;
    this.#known.state = applySnapshot(before, snapshot, this.#now());
    applied?.(before);
    return snapshot.open;
  }

  /** Reads a room by this way of asking; see `applyRoomView` for `older`. */
  room(ask: () => Promise<RoomView>, older: boolean, applied?: (before: Version) => void): Promise<RoomView> {
    return this.#inbox.during(async (touched) => {
      const view = await ask();
      const before = this.#known.state;
      this.#known.state = applyRoomView(before, view, this.#now(), older, touched);
      applied?.(before);
      return view;
    });
  }

  /** Reads the list of a search from its beginning: the whole, or `reach` hits of it at least. */
  async hits(searchId: number, reach = Infinity): Promise<void> {
    const version = this.#known.state.searches.get(searchId)?.version ?? 0;
    await this.#inbox.during(async (touched) => {
      for (let from = 0, after = -1; from < reach && after < Infinity; from += HITS_PER_CALL) {
        const hits = await this.#backend.listHits(searchId, from, HITS_PER_CALL);
        const stretch = stretchOf(hits, HITS_PER_CALL, version, after);
        this.#known.state = applyHits(this.#known.state, searchId, stretch, touched);
        after = stretch.upTo;
      }
    });
    this.#readAt.set(searchId, version);
  }

  /** Reads again all that the page shows. One at a time: what is asked for meanwhile is one more round after it. */
  async everything(rereading: Rereading): Promise<void> {
    this.#outdated = true;
    if (this.#rereading) return;
    this.#rereading = true;
    try {
      while (this.#outdated) {
        this.#outdated = false;
        await this.#round(rereading).catch((thrown: unknown) => {
          rereading.failed(thrown);
        });
      }
    } finally {
      this.#rereading = false;
    }
  }

  async #round(rereading: Rereading): Promise<void> {
    const applied = (before: Version): void => {
      rereading.changed(before, this.#known.state);
    };
    const open = await this.start(applied);
    if (open !== null) rereading.open(open);
    for (const roomId of Object.keys(this.#known.state.logs).map(Number)) {
      if (this.#known.state.rooms[roomId] === undefined) continue;
      const view = await this.room(() => this.#asFarBack(roomId), false, applied);
      for (const { id } of view.searches) await this.#hitsAgain(id);
    }
  }

  /** A room from its end to the oldest message that is known. */
  async #asFarBack(roomId: number): Promise<RoomView> {
    const oldest = this.#known.state.logs[roomId]?.messages[0]?.id ?? Infinity;
    const startOf = (view: RoomView): number => view.messages[0]?.id ?? 0;
    const latest = await this.#backend.openRoom(roomId, null);
    let pages: [RoomView, ...RoomView[]] = [latest];
    while (pages[0].has_older && startOf(pages[0]) > oldest)
      pages = [await this.#backend.openRoom(roomId, startOf(pages[0])), ...pages];
    return pages.length === 1 ? latest : joinViews(pages, oldest);
  }

  /** The hits that do not come with a room, as many as are known, unless they cannot have changed. */
  async #hitsAgain(searchId: number): Promise<void> {
    const { hits, searches } = this.#known.state;
    const reach = reachOf(hits.get(searchId) ?? []);
    if (reach <= FIRST_HITS || this.#readAt.get(searchId) === searches.get(searchId)?.version) return;
    await this.hits(searchId, reach);
  }
}
