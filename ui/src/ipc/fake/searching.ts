/** Questions and their answers: a short search is played for whatever is sent. */
import type { Hit } from '../bindings/Hit';
import type { LibraryJobs } from '../bindings/LibraryJobs';
import type { QueueView } from '../bindings/QueueView';
import type { Retried } from '../bindings/Retried';
import type { Search } from '../bindings/Search';
import type { Sent } from '../bindings/Sent';
import { askedByEveryone } from '../../state/everyone';
import { makeCard, makeQuery, makeSearch, makeText, nothing } from './make';
import { Scripted } from './scripted';
import { volumes } from './world';

/** What every question finds. */
const BOOKS = 3;

/** Answers like a library with a few books of every title. */
export class Searching extends Scripted {
  sendMessage(roomId: number, text: string, literal: boolean): Promise<Sent> {
    this.calls.push(['sendMessage', roomId, text, literal]);
    if (this.world.mute) return this.fail(this.world.mute);
    if (this.roomIsOf(roomId, 'alerts')) return this.fail('not_allowed');
    const busy = this.world.searches.find(
      ({ room_id, query, finished_at_ms }) =>
        room_id === roomId && query.text === text && finished_at_ms === null,
    );
    if (busy) return Promise.resolve({ messages: [], searches: [], running_message_id: busy.message_id });
    const questionId = this.next();
    const searches = this.#askedIn(roomId).map((library_id) =>
      makeSearch({
        id: this.next(),
        room_id: roomId,
        message_id: this.next(),
        library_id,
        query: makeQuery(text),
        state: 'waiting',
        ...nothing,
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
    }, this.step);
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

  clearEnded(): Promise<null> {
    this.calls.push(['clearEnded']);
    this.world.endedFrom = Date.now();
    this.emit({ kind: 'ended_cleared' });
    return Promise.resolve(null);
  }

  openLink(searchId: number, hitId: number | null): Promise<null> {
    this.calls.push(['openLink', searchId, hitId]);
    return Promise.resolve(null);
  }

  findLink(searchId: number, hitId: number | null): Promise<string> {
    this.calls.push(['findLink', searchId, hitId]);
    return Promise.resolve(`https://library.example.org/${searchId}/${hitId ?? ''}`);
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

  /** The library of a room, or all that are asked at once. */
  #askedIn(roomId: number): string[] {
    const room = this.world.rooms.find((known) => known.id === roomId);
    if (room?.library_id !== 'everyone') return [room?.library_id ?? 'sejong'];
    return askedByEveryone(this.world.libraries).map(({ id }) => id);
  }

  #pause(since: number | null): Promise<null> {
    this.world.pausedSince = since;
    this.emit({ kind: 'pause', paused_since_ms: since });
    return Promise.resolve(null);
  }

  #change(searchId: number, over: Partial<Search>, hits: Hit[] = []): Promise<null> {
    const at = this.world.searches.findIndex((known) => known.id === searchId);
    const search = this.world.searches[at];
    if (search === undefined) return this.fail('not_found');
    const next = { ...search, ...over, version: search.version + 1 };
    this.world.searches[at] = next;
    this.emit({ kind: 'search', search: next, hits, gone_hit_ids: [] });
    return Promise.resolve(null);
  }

  /** Waiting, listed, each book checked, complete; a cancelled one stops. */
  #play(search: Search): void {
    const first = this.next(BOOKS) - BOOKS + 1;
    const books = volumes(search.id, search.query.title, BOOKS, BOOKS, first);
    this.world.hits.push(...books);
    const base = {
      total_count: BOOKS,
      hit_count: BOOKS,
      planned_count: BOOKS,
      as_of_ms: Date.now(),
      code: null,
    };
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
      [
        { ...base, state: 'complete', checked_count: BOOKS, available_count: 1, finished_at_ms: Date.now() },
        [],
      ],
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
      }, this.step);
    };
    go(0);
  }
}
