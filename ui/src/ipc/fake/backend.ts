/** The scripted app: answers from a scene, and plays a short search for whatever is sent. */
import type { Backend } from '../backend';
import type { Change } from '../bindings/Change';
import type { CommandErrorCode } from '../bindings/CommandErrorCode';
import type { Hit } from '../bindings/Hit';
import type { Message } from '../bindings/Message';
import type { QueueView } from '../bindings/QueueView';
import type { Room } from '../bindings/Room';
import type { RoomView } from '../bindings/RoomView';
import type { Search } from '../bindings/Search';
import type { Sent } from '../bindings/Sent';
import type { Snapshot } from '../bindings/Snapshot';
import { LIBRARIES, makeCard, makeQuery, makeRoom, makeSearch, makeText } from './make';
import { volumes, type World } from './world';

const PAGE = 200;
const FIRST_HITS = 10;

/** A backend that keeps its data in memory and says everything it is told to. */
export class FakeBackend implements Backend {
  /** What was called, in order: name and arguments. */
  readonly calls: [string, ...unknown[]][] = [];
  readonly world: World;
  #listeners = new Set<(change: Change) => void>();
  #step: number;
  #id = 10_000;

  /** `step` is the time between two things that happen, in milliseconds. */
  constructor(world: World, step = 400) {
    this.world = world;
    this.#step = step;
  }

  onChange(listener: (change: Change) => void): Promise<() => void> {
    this.#listeners.add(listener);
    return Promise.resolve(() => this.#listeners.delete(listener));
  }

  /** Tells the page something. */
  emit(change: Change): void {
    for (const listener of this.#listeners) listener(change);
  }

  start(): Promise<Snapshot> {
    this.calls.push(['start']);
    if (this.world.broken) return this.#fail(this.world.broken);
    return Promise.resolve({
      libraries: LIBRARIES,
      rooms: this.world.rooms,
      open: null,
      trouble: this.world.trouble,
      set_aside: this.world.setAside,
      paused_since_ms: this.world.pausedSince,
      version: '0.1.0',
    });
  }

  startChat(libraryId: string): Promise<RoomView> {
    this.calls.push(['startChat', libraryId]);
    let room = this.world.rooms.find((known) => known.library_id === libraryId);
    if (room === undefined) {
      room = makeRoom({ id: this.#next(), library_id: libraryId, active_at_ms: Date.now() });
      this.world.rooms.push(room);
      this.#say(room.id, { kind: 'greeting' });
    }
    return this.openRoom(room.id, null);
  }

  openRoom(roomId: number, beforeId: number | null): Promise<RoomView> {
    this.calls.push(['openRoom', roomId, beforeId]);
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room === undefined) return this.#fail('not_found');
    const before = this.world.messages.filter((m) => m.room_id === roomId && m.id < (beforeId ?? Infinity));
    const messages = before.slice(-PAGE);
    const shown = new Set(messages.flatMap((m) => (m.body.kind === 'search' ? [m.body.search_id] : [])));
    return Promise.resolve({
      room,
      messages,
      searches: this.world.searches.filter((search) => shown.has(search.id)),
      hits: [...shown].flatMap((id) =>
        this.world.hits.filter((hit) => hit.search_id === id).slice(0, FIRST_HITS),
      ),
      has_older: before.length > messages.length,
    });
  }

  sendMessage(roomId: number, text: string, literal: boolean): Promise<Sent> {
    this.calls.push(['sendMessage', roomId, text, literal]);
    if (this.world.mute) return this.#fail(this.world.mute);
    const searchId = this.#next();
    const question = makeText(this.#next(), text, {
      room_id: roomId,
      sent_at_ms: Date.now(),
      body: { kind: 'text', text, search_id: searchId },
    });
    const card = makeCard(this.#next(), searchId, { room_id: roomId, sent_at_ms: Date.now() });
    const search = makeSearch({
      id: searchId,
      room_id: roomId,
      message_id: card.id,
      query: makeQuery(text),
      state: 'waiting',
      total_count: null,
      hit_count: 0,
      planned_count: 0,
      checked_count: 0,
      available_count: 0,
      as_of_ms: null,
      created_at_ms: Date.now(),
      finished_at_ms: null,
    });
    this.world.messages.push(question, card);
    this.world.searches.push(search);
    this.#play(search);
    return Promise.resolve({ messages: [question, card], search, running_message_id: null });
  }

  cancelSearch(searchId: number): Promise<null> {
    this.calls.push(['cancelSearch', searchId]);
    return this.#change(searchId, { state: 'cancelled', finished_at_ms: Date.now() });
  }

  retrySearch(searchId: number): Promise<null> {
    this.calls.push(['retrySearch', searchId]);
    const search = this.world.searches.find((known) => known.id === searchId);
    if (search) this.#play(search);
    return Promise.resolve(null);
  }

  loadMore(searchId: number): Promise<null> {
    this.calls.push(['loadMore', searchId]);
    return this.#change(searchId, { has_more: false });
  }

  listHits(searchId: number, from: number, limit: number): Promise<Hit[]> {
    this.calls.push(['listHits', searchId, from, limit]);
    return Promise.resolve(
      this.world.hits.filter((hit) => hit.search_id === searchId).slice(from, from + limit),
    );
  }

  checkCopies(searchId: number, hitIds: readonly number[]): Promise<null> {
    this.calls.push(['checkCopies', searchId, hitIds]);
    const search = this.world.searches.find((known) => known.id === searchId);
    const hits = this.world.hits.filter((hit) => hitIds.includes(hit.id));
    if (search)
      this.emit({
        kind: 'search',
        search,
        hits: hits.map((hit) => ({ ...hit, copies_state: 'planned' })),
        gone_hit_ids: [],
      });
    return Promise.resolve(null);
  }

  showHits(searchId: number, hitIds: readonly number[]): Promise<null> {
    this.calls.push(['showHits', searchId, hitIds]);
    return Promise.resolve(null);
  }

  holdSearch(searchId: number): Promise<null> {
    this.calls.push(['holdSearch', searchId]);
    return this.#change(searchId, { state: 'held' });
  }

  resumeSearch(searchId: number): Promise<null> {
    this.calls.push(['resumeSearch', searchId]);
    return this.#change(searchId, { state: 'running' });
  }

  pauseQueue(): Promise<null> {
    this.calls.push(['pauseQueue']);
    return this.#pause(Date.now());
  }

  resumeQueue(): Promise<null> {
    this.calls.push(['resumeQueue']);
    return this.#pause(null);
  }

  queueView(): Promise<QueueView> {
    this.calls.push(['queueView']);
    const searches = this.world.searches.filter((search) => search.finished_at_ms === null);
    return Promise.resolve({ paused_since_ms: this.world.pausedSince, libraries: [], searches });
  }

  setView(roomId: number | null, focused: boolean): Promise<null> {
    this.calls.push(['setView', roomId, focused]);
    return Promise.resolve(null);
  }

  markSeen(roomId: number): Promise<null> {
    this.calls.push(['markSeen', roomId]);
    return Promise.resolve(null);
  }

  openLink(searchId: number, hitId: number | null): Promise<null> {
    this.calls.push(['openLink', searchId, hitId]);
    return Promise.resolve(null);
  }

  showGuide(roomId: number): Promise<null> {
    this.calls.push(['showGuide', roomId]);
    this.emit({ kind: 'message', message: this.#say(roomId, { kind: 'guide' }) });
    return Promise.resolve(null);
  }

  #pause(since: number | null): Promise<null> {
    this.world.pausedSince = since;
    this.emit({ kind: 'pause', paused_since_ms: since });
    return Promise.resolve(null);
  }

  #next(): number {
    this.#id += 1;
    return this.#id;
  }

  #fail(code: CommandErrorCode): Promise<never> {
    // The shell rejects with a plain object, too.
    return Promise.reject({ code, message: 'scripted' });
  }

  #say(roomId: number, body: Message['body']): Message {
    const message: Message = {
      id: this.#next(),
      room_id: roomId,
      author: 'library',
      body,
      sent_at_ms: Date.now(),
    };
    this.world.messages.push(message);
    const room = this.world.rooms.find((known): known is Room => known.id === roomId);
    if (room) room.last_message = message;
    return message;
  }

  #change(searchId: number, over: Partial<Search>, hits: Hit[] = []): Promise<null> {
    const at = this.world.searches.findIndex((known) => known.id === searchId);
    const search = this.world.searches[at];
    if (search === undefined) return this.#fail('not_found');
    const next = { ...search, ...over, version: search.version + 1 };
    this.world.searches[at] = next;
    this.emit({ kind: 'search', search: next, hits, gone_hit_ids: [] });
    return Promise.resolve(null);
  }

  /** Waiting, listed, each book checked, complete; a cancelled one stops. */
  #play(search: Search): void {
    const books = volumes(search.id, search.query.title, 3, 3, this.#id + 100).map((hit, index) => ({
      ...hit,
      title: `${search.query.title} ${index + 1}`,
    }));
    this.#id += 200;
    this.world.hits.push(...books);
    const base = { total_count: 3, hit_count: 3, planned_count: 3, as_of_ms: Date.now(), code: null };
    const steps: [Partial<Search>, Hit[]][] = [
      [{ state: 'running', checked_count: 0, planned_count: 0, finished_at_ms: null }, []],
      [
        { ...base, state: 'running', checked_count: 0 },
        books.map((hit) => ({ ...hit, copies_state: 'planned', copies: [] })),
      ],
      ...books.map((hit, index): [Partial<Search>, Hit[]] => [
        { ...base, state: 'running', checked_count: index + 1 },
        [hit],
      ]),
      [{ ...base, state: 'complete', checked_count: 3, available_count: 1, finished_at_ms: Date.now() }, []],
    ];
    const go = (index: number): void => {
      const step = steps[index];
      const now = this.world.searches.find((known) => known.id === search.id);
      if (step === undefined || now === undefined || (index > 0 && now.state === 'cancelled')) return;
      setTimeout(() => {
        const current = this.world.searches.find((known) => known.id === search.id);
        if (index > 0 && current?.state === 'cancelled') return;
        void this.#change(search.id, ...step).then(() => {
          go(index + 1);
        });
      }, this.#step);
    };
    go(0);
  }
}
