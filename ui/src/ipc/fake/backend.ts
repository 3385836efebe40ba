/** The scripted app: answers from a scene, and plays a short search for whatever is sent. */
import type { Backend } from '../backend';
import type { Change } from '../bindings/Change';
import type { CommandErrorCode } from '../bindings/CommandErrorCode';
import type { ExportForm } from '../bindings/ExportForm';
import type { Hit } from '../bindings/Hit';
import type { LibraryJobs } from '../bindings/LibraryJobs';
import type { Message } from '../bindings/Message';
import type { Place } from '../bindings/Place';
import type { QueueView } from '../bindings/QueueView';
import type { Report } from '../bindings/Report';
import type { Retried } from '../bindings/Retried';
import type { Room } from '../bindings/Room';
import type { RoomView } from '../bindings/RoomView';
import type { Saved } from '../bindings/Saved';
import type { Search } from '../bindings/Search';
import type { Sent } from '../bindings/Sent';
import type { Settings } from '../bindings/Settings';
import type { Snapshot } from '../bindings/Snapshot';
import type { UpdateStage } from '../bindings/UpdateStage';
import type { Watch } from '../bindings/Watch';
import { askedByEveryone } from '../../state/everyone';
import { makeCard, makeQuery, makeRoom, makeSearch, makeText } from './make';
import { beginWatch } from './watches';
import { volumes, type World } from './world';

const FIRST_HITS = 10;

/** A backend that keeps its data in memory and says everything it is told to. */
export class FakeBackend implements Backend {
  /** What was called, in order: name and arguments. */
  readonly calls: [string, ...unknown[]][] = [];
  readonly world: World;
  #listeners = new Set<(change: Change) => void>();
  #step: number;
  #id = 100_000;
  readonly #page: number;

  /** `step` is the time between two things that happen, in milliseconds; a room is read by so many messages at a time. */
  constructor(world: World, step = 400, page = 200) {
    this.#page = page;
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
      libraries: [...this.world.libraries],
      rooms: this.world.rooms,
      open: this.world.open,
      trouble: this.world.trouble,
      set_aside: this.world.setAside,
      paused_since_ms: this.world.pausedSince,
      version: '0.1.0',
      build: 'a1b2c3d4e 2026-11-23',
      update: this.world.update,
      settings: this.world.settings,
      offline: this.world.offline,
      spared: this.world.spared,
      desktop: this.world.desktop,
      notifications_refused: this.world.refused,
    });
  }

  openFolder(): Promise<null> {
    this.calls.push(['openFolder']);
    return Promise.resolve(null);
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
    const messages = before.slice(-this.#page);
    const shown = new Set(messages.flatMap((m) => (m.body.kind === 'search' ? [m.body.search_id] : [])));
    return Promise.resolve({
      room,
      messages,
      searches: this.world.searches.filter((search) => shown.has(search.id)),
      hits: this.#firstHits(shown),
      has_older: before.length > messages.length,
    });
  }

  sendMessage(roomId: number, text: string, literal: boolean): Promise<Sent> {
    this.calls.push(['sendMessage', roomId, text, literal]);
    if (this.world.mute) return this.#fail(this.world.mute);
    if (this.#roomIsOf(roomId, 'alerts')) return this.#fail('not_allowed');
    const busy = this.world.searches.find(
      ({ room_id, query, finished_at_ms }) =>
        room_id === roomId && query.text === text && finished_at_ms === null,
    );
    if (busy) return Promise.resolve({ messages: [], searches: [], running_message_id: busy.message_id });
    const questionId = this.#next();
    const searches = this.#askedIn(roomId).map((library_id) =>
      makeSearch({
        id: this.#next(),
        room_id: roomId,
        message_id: this.#next(),
        library_id,
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
      }),
    );
    const said = { room_id: roomId, sent_at_ms: Date.now() };
    const messages = [
      makeText(questionId, text, {
        ...said,
        body: { kind: 'text', text, search_id: searches[0]?.id ?? null },
      }),
      ...searches.map((search) => makeCard(search.message_id ?? 0, search.id, said)),
    ];
    this.world.messages.push(...messages);
    this.world.searches.push(...searches);
    for (const search of searches) this.#play(search);
    return Promise.resolve({ messages, searches, running_message_id: null });
  }

  cancelSearch(searchId: number): Promise<null> {
    this.calls.push(['cancelSearch', searchId]);
    return this.#change(searchId, { state: 'cancelled', finished_at_ms: Date.now() });
  }

  retrySearch(searchId: number): Promise<Retried> {
    this.calls.push(['retrySearch', searchId]);
    const search = this.world.searches.find((known) => known.id === searchId);
    const busy = this.#answering(searchId);
    if (busy) return Promise.resolve({ running_message_id: busy.message_id });
    if (search) this.#play(search);
    return Promise.resolve({ running_message_id: null });
  }

  async loadMore(searchId: number): Promise<Retried> {
    this.calls.push(['loadMore', searchId]);
    const busy = this.#answering(searchId);
    if (busy === undefined) await this.#change(searchId, { has_more: false });
    return { running_message_id: busy?.message_id ?? null };
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

  checkDetail(searchId: number, hitId: number): Promise<null> {
    this.calls.push(['checkDetail', searchId, hitId]);
    const tell = (over: Partial<Hit>): void => {
      const search = this.world.searches.find((known) => known.id === searchId);
      this.world.hits = this.world.hits.map((hit) => (hit.id === hitId ? { ...hit, ...over } : hit));
      const hits = this.world.hits.filter((hit) => hit.id === hitId);
      if (search) this.emit({ kind: 'search', search, hits, gone_hit_ids: [] });
    };
    tell({ detail_state: 'planned', detail_code: null });
    const detail = { isbn: '978-89-98256-04-1', extent: '231 p. : 삽화 ; 20 cm' };
    setTimeout(() => {
      tell({ detail_state: 'checked', detail });
    }, this.#step);
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
    const ended = this.world.searches.filter(
      (search) => search.finished_at_ms !== null && search.finished_at_ms > this.world.endedFrom,
    );
    return Promise.resolve({
      paused_since_ms: this.world.pausedSince,
      libraries: this.#jobs(searches),
      searches,
      ended: ended.reverse().slice(0, 50),
    });
  }

  setView(roomId: number | null, focused: boolean): Promise<null> {
    this.calls.push(['setView', roomId, focused]);
    return Promise.resolve(null);
  }

  markSeen(roomId: number): Promise<null> {
    this.calls.push(['markSeen', roomId]);
    return this.#changeRoom(roomId, { unseen_count: 0 });
  }

  openLink(searchId: number, hitId: number | null): Promise<null> {
    this.calls.push(['openLink', searchId, hitId]);
    return Promise.resolve(null);
  }

  findLink(searchId: number, hitId: number | null): Promise<string> {
    this.calls.push(['findLink', searchId, hitId]);
    return Promise.resolve(`https://library.example.org/${searchId}/${hitId ?? ''}`);
  }

  showGuide(roomId: number): Promise<null> {
    this.calls.push(['showGuide', roomId]);
    this.emit({ kind: 'message', message: this.#say(roomId, { kind: 'guide' }) });
    return Promise.resolve(null);
  }

  setDraft(roomId: number, text: string): Promise<null> {
    this.calls.push(['setDraft', roomId, text]);
    return this.#changeRoom(roomId, { draft: text });
  }

  setRoom(roomId: number, isPinned: boolean, isMuted: boolean): Promise<null> {
    this.calls.push(['setRoom', roomId, isPinned, isMuted]);
    return this.#changeRoom(roomId, { is_pinned: isPinned, is_muted: isMuted });
  }

  clearRoom(roomId: number): Promise<null> {
    this.calls.push(['clearRoom', roomId]);
    this.world.messages = this.world.messages.filter((message) => message.room_id !== roomId);
    this.world.searches = this.world.searches.filter((search) => search.room_id !== roomId);
    this.world.rooms = this.world.rooms.map((room) =>
      room.id === roomId ? { ...room, last_message: null, last_search: null, unseen_count: 0 } : room,
    );
    const room = this.world.rooms.find((known) => known.id === roomId) ?? null;
    this.emit({ kind: 'cleared', room_id: roomId, room });
    return Promise.resolve(null);
  }

  leaveRoom(roomId: number): Promise<null> {
    this.calls.push(['leaveRoom', roomId]);
    this.world.rooms = this.world.rooms.filter((room) => room.id !== roomId);
    return this.clearRoom(roomId);
  }

  deleteMessage(messageId: number): Promise<null> {
    this.calls.push(['deleteMessage', messageId]);
    const { messages, rooms } = this.world;
    const message = messages.find(({ id }) => id === messageId);
    const room = rooms.find(({ id }) => id === message?.room_id);
    if (message === undefined || room === undefined) return this.#fail('not_found');
    this.world.messages = messages.filter((known) => known !== message);
    const last = this.world.messages.filter(({ room_id }) => room_id === room.id).at(-1) ?? null;
    this.world.searches = this.world.searches.filter((search) => search.message_id !== messageId);
    const shown = last?.body.kind === 'search' ? last.body.search_id : null;
    room.last_message = last;
    room.last_search = this.world.searches.find(({ id }) => id === shown) ?? null;
    this.emit({ kind: 'deleted', message_id: messageId, room_id: room.id, room: { ...room } });
    return Promise.resolve(null);
  }

  findMessages(roomId: number, text: string): Promise<number[]> {
    this.calls.push(['findMessages', roomId, text]);
    const found = this.world.messages.filter(({ room_id, body }) => {
      const search = this.world.searches.find(
        (known) => body.kind === 'search' && known.id === body.search_id,
      );
      const words = body.kind === 'text' ? body.text : (search?.query.text ?? '');
      return room_id === roomId && words.includes(text);
    });
    return Promise.resolve(found.map((message) => message.id).reverse());
  }

  exportRoom(roomId: number, form: ExportForm): Promise<string> {
    this.calls.push(['exportRoom', roomId, form]);
    return Promise.resolve(`/home/reader/Downloads/chaekbeot-sejong.${form === 'csv' ? 'csv' : 'txt'}`);
  }

  saved(): Promise<Saved> {
    this.calls.push(['saved']);
    return Promise.resolve(this.world.saved);
  }

  setBookSaved(libraryId: string, cid: string, isSaved: boolean): Promise<null> {
    this.calls.push(['setBookSaved', libraryId, cid, isSaved]);
    const { books } = this.world.saved;
    const others = books.filter((book) => book.library_id !== libraryId || book.cid !== cid);
    const hit = this.world.hits.find((known) => known.cid === cid);
    const book = hit && { ...hit, library_id: libraryId, saved_at_ms: Date.now() };
    this.world.saved = { ...this.world.saved, books: isSaved && book ? [book, ...others] : others };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  setSearchSaved(libraryId: string, text: string, isSaved: boolean): Promise<null> {
    this.calls.push(['setSearchSaved', libraryId, text, isSaved]);
    const { searches } = this.world.saved;
    const others = searches.filter((search) => search.library_id !== libraryId || search.text !== text);
    const search = { library_id: libraryId, text, saved_at_ms: Date.now() };
    this.world.saved = { ...this.world.saved, searches: isSaved ? [search, ...others] : others };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  setSettings(settings: Settings): Promise<null> {
    this.calls.push(['setSettings', settings]);
    this.world.settings = settings;
    this.emit({ kind: 'settings', settings });
    return Promise.resolve(null);
  }

  clearEnded(): Promise<null> {
    this.calls.push(['clearEnded']);
    this.world.endedFrom = Date.now();
    this.emit({ kind: 'ended_cleared' });
    return Promise.resolve(null);
  }

  clearKept(): Promise<null> {
    this.calls.push(['clearKept']);
    return Promise.resolve(null);
  }

  clearData(): Promise<null> {
    this.calls.push(['clearData']);
    const { rooms } = this.world;
    Object.assign(this.world, { rooms: [], messages: [], searches: [], hits: [] });
    for (const { id } of rooms) this.emit({ kind: 'cleared', room_id: id, room: null });
    return Promise.resolve(null);
  }

  async watchBook(libraryId: string, cid: string, place: string | null): Promise<Watch> {
    this.calls.push(['watchBook', libraryId, cid, place]);
    // The shell does not answer either before the press that asks is over; what is said then would go with the same press.
    await new Promise((done) => setTimeout(done));
    if (this.world.mute) return this.#fail(this.world.mute);
    const { saved } = this.world;
    const isSame = (watch: Watch): boolean =>
      watch.library_id === libraryId && watch.cid === cid && watch.place === place;
    const live = saved.watches.find((watch) => isSame(watch) && watch.state === 'watching');
    if (live !== undefined) return live;
    const { watch, news } = beginWatch(this.world, this.#next(), libraryId, cid, place);
    this.world.saved = { ...saved, watches: [watch, ...saved.watches.filter((other) => !isSame(other))] };
    const message = this.#say(this.#roomOfAlerts().id, { kind: 'watch', news });
    this.emit({ kind: 'message', message });
    this.emit({ kind: 'saved' });
    return watch;
  }

  endWatch(watchId: number): Promise<null> {
    this.calls.push(['endWatch', watchId]);
    const { saved } = this.world;
    this.world.saved = { ...saved, watches: saved.watches.filter(({ id }) => id !== watchId) };
    this.emit({ kind: 'saved' });
    return Promise.resolve(null);
  }

  closeWindow(keepsRunning: boolean): Promise<null> {
    this.calls.push(['closeWindow', keepsRunning]);
    if (this.world.mute) return this.#fail(this.world.mute);
    const settings = { ...this.world.settings, keeps_running: keepsRunning, closing_told: true };
    this.world.settings = settings;
    this.emit({ kind: 'settings', settings });
    return Promise.resolve(null);
  }

  quit(): Promise<null> {
    this.calls.push(['quit']);
    return Promise.resolve(null);
  }

  startsAtLogin(): Promise<boolean> {
    this.calls.push(['startsAtLogin']);
    return Promise.resolve(this.world.startsAtLogin);
  }

  setStartsAtLogin(starts: boolean): Promise<null> {
    this.calls.push(['setStartsAtLogin', starts]);
    if (this.world.mute) return this.#fail(this.world.mute);
    this.world.startsAtLogin = starts;
    return Promise.resolve(null);
  }

  lookForUpdate(): Promise<null> {
    this.calls.push(['lookForUpdate']);
    return this.#updated({ kind: 'found', version: '0.2.0', notes: '- 더 빨라졌어요.' });
  }

  loadUpdate(): Promise<null> {
    this.calls.push(['loadUpdate']);
    return this.#updated({ kind: 'ready', version: '0.2.0' });
  }

  installUpdate(): Promise<null> {
    this.calls.push(['installUpdate']);
    return this.#updated({ kind: 'installing', version: '0.2.0' });
  }

  openReleases(): Promise<null> {
    this.calls.push(['openReleases']);
    return Promise.resolve(null);
  }

  setLooksForUpdates(looks: boolean): Promise<null> {
    this.calls.push(['setLooksForUpdates', looks]);
    this.world.update = { ...this.world.update, looks };
    return this.#updated(this.world.update.stage);
  }

  #updated(stage: UpdateStage): Promise<null> {
    if (this.world.mute) return this.#fail(this.world.mute);
    this.world.update = { ...this.world.update, stage };
    this.emit({ kind: 'update', update: this.world.update });
    return Promise.resolve(null);
  }

  coverUrl(hitId: number): string {
    return `/covers/${hitId % 4}.svg`;
  }

  /** Ten requests for every search that goes on. */
  #jobs(searches: readonly Search[]): LibraryJobs[] {
    const of = (library: string, state: Search['state']): number =>
      10 * searches.filter((search) => search.library_id === library && search.state === state).length;
    return [...new Set(searches.map((search) => search.library_id))].map((library_id) => ({
      library_id,
      waiting: of(library_id, 'waiting'),
      running: of(library_id, 'running'),
      held: of(library_id, 'held'),
      failed: 0,
    }));
  }

  setPlace(roomId: number, place: Place | null): Promise<null> {
    this.calls.push(['setPlace', roomId, place]);
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room) room.place = place;
    return Promise.resolve(null);
  }

  openHome(libraryId: string): Promise<null> {
    this.calls.push(['openHome', libraryId]);
    return Promise.resolve(null);
  }

  checkLibrary(libraryId: string): Promise<null> {
    this.calls.push(['checkLibrary', libraryId]);
    const known = this.world.libraries.find((library) => library.id === libraryId);
    if (known === undefined) return this.#fail('not_found');
    setTimeout(() => {
      const library = { ...known, answered_at_ms: Date.now(), unanswered: null };
      this.world.libraries = this.world.libraries.map((other) => (other.id === libraryId ? library : other));
      this.emit({ kind: 'library', library });
    }, this.#step);
    return Promise.resolve(null);
  }

  report(report: Report): Promise<null> {
    this.calls.push(['report', report]);
    return Promise.resolve(null);
  }

  /** Another search of the room that answers the same question now. */
  #answering(searchId: number): Search | undefined {
    const search = this.world.searches.find((known) => known.id === searchId);
    return this.world.searches.find(
      ({ id, room_id, library_id, query, finished_at_ms }) =>
        id !== searchId &&
        room_id === search?.room_id &&
        library_id === search?.library_id &&
        query.text === search.query.text &&
        finished_at_ms === null,
    );
  }

  /** Made with the first watch. */
  #roomOfAlerts(): Room {
    const known = this.world.rooms.find((room) => room.library_id === 'alerts');
    if (known !== undefined) return known;
    const room = makeRoom({ id: this.#next(), library_id: 'alerts', active_at_ms: Date.now() });
    this.world.rooms = [...this.world.rooms, room];
    this.emit({ kind: 'room', room: { ...room } });
    return room;
  }

  /** The library of a room, or all that are asked at once. */
  #askedIn(roomId: number): string[] {
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room?.library_id !== 'everyone') return [room?.library_id ?? 'sejong'];
    return askedByEveryone(this.world.libraries).map(({ id }) => id);
  }

  #roomIsOf(roomId: number, libraryId: string): boolean {
    return this.world.rooms.find((room) => room.id === roomId)?.library_id === libraryId;
  }

  #firstHits(searchIds: ReadonlySet<number>): Hit[] {
    const lists = new Map<number, Hit[]>([...searchIds].map((id) => [id, []]));
    for (const hit of this.world.hits) {
      const list = lists.get(hit.search_id);
      if (list !== undefined && list.length < FIRST_HITS) list.push(hit);
    }
    return [...lists.values()].flat();
  }

  #changeRoom(roomId: number, over: Partial<Room>): Promise<null> {
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room === undefined) return this.#fail('not_found');
    Object.assign(room, over);
    this.emit({ kind: 'room', room: { ...room } });
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
