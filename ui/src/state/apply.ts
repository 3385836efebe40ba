/** How the page's knowledge changes: pure functions from one state to the next. */
import type { Change } from '../ipc/bindings/Change';
import type { Hit } from '../ipc/bindings/Hit';
import type { Message } from '../ipc/bindings/Message';
import type { Room } from '../ipc/bindings/Room';
import type { RoomView } from '../ipc/bindings/RoomView';
import type { Search } from '../ipc/bindings/Search';
import type { Sent } from '../ipc/bindings/Sent';
import type { Snapshot } from '../ipc/bindings/Snapshot';
import { FIRST_HITS, mergeHits, replaceHits, stretchOf, type Stretch, type Touched } from './hits';
import { isLive, type Version } from './model';

const byId = (a: Message, b: Message): number => a.id - b.id;

/** Two lists by id as one; what the second says wins. */
export function mergeMessages(old: readonly Message[], more: readonly Message[]): readonly Message[] {
  const last = old.at(-1);
  const first = more[0];
  if (first === undefined) return old;
  if (last === undefined || (more.length === 1 && first.id > last.id)) return [...old, ...more].sort(byId);
  const merged = new Map(old.map((message) => [message.id, message]));
  for (const message of more) merged.set(message.id, message);
  return [...merged.values()].sort(byId);
}

/** Takes searches over unless newer ones are known. */
function withSearches(state: Version, searches: readonly Search[], now: number): Version {
  const fresh = searches.filter(({ id, version }) => (state.searches.get(id)?.version ?? 0) <= version);
  if (fresh.length === 0) return state;
  const begun = fresh.flatMap((search): [number, number][] => {
    const known = state.searches.get(search.id);
    if (!isLive(search) || (known !== undefined && isLive(known))) return [];
    return [[search.id, known === undefined ? search.created_at_ms : now]];
  });
  return {
    ...state,
    searches: state.searches.withAll(fresh.map((search) => [search.id, search])),
    liveSince: begun.length === 0 ? state.liveSince : { ...state.liveSince, ...Object.fromEntries(begun) },
  };
}

const withSearch = (state: Version, search: Search, now: number): Version =>
  withSearches(state, [search], now);

/** Takes a room over, with the search in its last line. */
function withRoom(state: Version, room: Room, now: number): Version {
  const next = { ...state, rooms: { ...state.rooms, [room.id]: room } };
  return room.last_search === null ? next : withSearch(next, room.last_search, now);
}

function withHits(state: Version, searchId: number, hits: readonly Hit[]): Version {
  if (hits.length === 0) return state;
  return { ...state, hits: state.hits.with(searchId, mergeHits(state.hits.get(searchId) ?? [], hits)) };
}

/** My own message may come back as an event before the answer of the command: its optimistic bubble goes then. */
function withoutEcho(state: Version, message: Message): Version {
  const { author, body, room_id: roomId, id } = message;
  if (author !== 'me' || body.kind !== 'text') return state;
  if (state.logs[roomId]?.messages.some((known) => known.id === id)) return state;
  const echoed = state.pending.find((p) => p.roomId === roomId && p.failed === null && p.text === body.text);
  return echoed === undefined ? state : { ...state, pending: state.pending.filter((p) => p !== echoed) };
}

function withMessage(state: Version, message: Message): Version {
  const room = state.rooms[message.room_id];
  const log = state.logs[message.room_id];
  const body = message.body;
  const isNewest = room !== undefined && (room.last_message === null || room.last_message.id <= message.id);
  return {
    ...state,
    rooms: isNewest
      ? {
          ...state.rooms,
          [room.id]: {
            ...room,
            last_message: message,
            last_search: body.kind === 'search' ? (state.searches.get(body.search_id) ?? null) : null,
            active_at_ms: Math.max(room.active_at_ms, message.sent_at_ms),
          },
        }
      : state.rooms,
    logs: log
      ? { ...state.logs, [message.room_id]: { ...log, messages: mergeMessages(log.messages, [message]) } }
      : state.logs,
  };
}

function withSearchChange(state: Version, change: Extract<Change, { kind: 'search' }>, now: number): Version {
  const { search, hits, gone_hit_ids: gone } = change;
  const known = state.searches.get(search.id);
  if (known !== undefined && known.version > search.version) {
    // An old event says nothing new about the search, but it may be the only one that brings a hit.
    const have = new Set((state.hits.get(search.id) ?? []).map((hit) => hit.id));
    return withHits(
      state,
      search.id,
      hits.filter((hit) => !have.has(hit.id)),
    );
  }
  const next = withHits(withSearch(state, search, now), search.id, hits);
  if (gone.length === 0) return next;
  const left = (next.hits.get(search.id) ?? []).filter((hit) => !gone.includes(hit.id));
  return { ...next, hits: next.hits.with(search.id, left) };
}

/** A room was emptied; without `room` the person has left it, too. */
function withoutRoomContents(state: Version, roomId: number, room: Room | null, now: number): Version {
  const rest = <Value>(
    record: Readonly<Record<number, Value>>,
    gone: (id: number, value: Value) => boolean,
  ) => Object.fromEntries(Object.entries(record).filter(([id, value]) => !gone(Number(id), value)));
  const gone = new Set(
    state.searches
      .values()
      .filter((s) => s.room_id === roomId)
      .map((s) => s.id),
  );
  const next: Version = {
    ...state,
    rooms: rest(state.rooms, (id) => id === roomId),
    logs: rest(state.logs, (id) => id === roomId),
    searches: state.searches.without((id) => gone.has(id)),
    hits: state.hits.without((id) => gone.has(id)),
    liveSince: rest(state.liveSince, (id) => gone.has(id)),
    pending: state.pending.filter((pending) => pending.roomId !== roomId),
  };
  if (room === null) return next;
  return withRoom(
    { ...next, logs: { ...next.logs, [roomId]: { messages: [], hasOlder: false } } },
    room,
    now,
  );
}

/** A message was deleted, a card with its search. */
function withoutMessage(
  state: Version,
  { message_id: id, room_id: roomId, room }: Extract<Change, { kind: 'deleted' }>,
  now: number,
): Version {
  const log = state.logs[roomId];
  // The card may never have been read; a room's last line tells of its search all the same.
  const search = state.searches.values().find(({ message_id: card }) => card === id);
  const isGone = (searchId: number): boolean => searchId === search?.id;
  const next: Version = {
    ...state,
    logs: log
      ? { ...state.logs, [roomId]: { ...log, messages: log.messages.filter((known) => known.id !== id) } }
      : state.logs,
    searches: search ? state.searches.without(isGone) : state.searches,
    hits: search ? state.hits.without(isGone) : state.hits,
  };
  return withRoom(next, room, now);
}

/** One event. `saved`, `open`, `closing`, `failed` and `resync` ask for action and change no data. `now` is in milliseconds since 1970. */
export function applyChange(state: Version, change: Change, now: number): Version {
  switch (change.kind) {
    case 'message':
      return withMessage(withoutEcho(state, change.message), change.message);
    case 'room':
      return withRoom(state, change.room, now);
    case 'search':
      return withSearchChange(state, change, now);
    case 'trouble':
      return { ...state, trouble: change.trouble };
    case 'pause':
      return { ...state, paused: change.paused_since_ms !== null };
    case 'cleared':
      return withoutRoomContents(state, change.room_id, change.room, now);
    case 'deleted':
      return withoutMessage(state, change, now);
    case 'settings':
      return { ...state, settings: change.settings };
    case 'network':
      return { ...state, offline: change.offline };
    case 'sparing':
      return { ...state, spared: change.spared };
    case 'library':
      return {
        ...state,
        libraries: state.libraries.map((known) => (known.id === change.library.id ? change.library : known)),
      };
    case 'notifications':
      return { ...state, refused: change.refused };
    case 'update':
      return { ...state, update: change.update };
    case 'saved':
    case 'ended_cleared':
    case 'open':
    case 'closing':
    case 'failed':
    case 'resync':
      return state;
  }
}

/** The answer of `start`. */
export function applySnapshot(state: Version, snapshot: Snapshot, now: number): Version {
  const base: Version = {
    ...state,
    phase: { kind: 'ready' },
    libraries: snapshot.libraries,
    rooms: {},
    trouble: snapshot.trouble,
    setAside: snapshot.set_aside,
    paused: snapshot.paused_since_ms !== null,
    version: snapshot.version,
    build: snapshot.build,
    update: snapshot.update,
    settings: snapshot.settings,
    offline: snapshot.offline,
    spared: snapshot.spared,
    desktop: snapshot.desktop,
    refused: snapshot.notifications_refused,
  };
  return snapshot.rooms.reduce((next, room) => withRoom(next, room, now), base);
}

/** Pages of one room as one, oldest first; nothing before the message `oldest`, beyond which the reader has not read. */
export function joinViews(pages: readonly [RoomView, ...RoomView[]], oldest: number): RoomView {
  const messages = pages.flatMap((page) => page.messages);
  const wanted = messages.filter((message) => message.id >= oldest);
  return {
    room: (pages.at(-1) ?? pages[0]).room,
    messages: wanted,
    searches: pages.flatMap((page) => page.searches),
    hits: pages.flatMap((page) => page.hits),
    has_older: pages[0].has_older || wanted.length < messages.length,
  };
}

/**
 * The answer of `open_room`. `older` adds to the front. Otherwise older messages stay where the answer joins them; where it does
 * not, messages between may be missing, and the log starts anew. `touched`: hits that changed while the answer was on its way.
 */
export function applyRoomView(
  state: Version,
  view: RoomView,
  now: number,
  older: boolean,
  touched: Touched = new Map(),
): Version {
  const known = state.logs[view.room.id];
  const old = known?.messages ?? [];
  const first = view.messages[0]?.id ?? 0;
  const last = view.messages.at(-1)?.id ?? 0;
  const joins = (old[0]?.id ?? first) < first && (old.at(-1)?.id ?? 0) >= first;
  const kept = older ? old : old.filter((m) => m.id > last || (joins && m.id < first));
  const hasOlder = joins && !older ? (known?.hasOlder ?? false) : view.has_older;
  const next: Version = {
    ...(older ? state : withRoom(state, view.room, now)),
    logs: {
      ...state.logs,
      [view.room.id]: { messages: mergeMessages(kept, view.messages), hasOlder },
    },
  };
  const hits = new Map<number, Hit[]>(view.searches.map(({ id }) => [id, []]));
  for (const hit of view.hits) hits.get(hit.search_id)?.push(hit);
  const lists = view.searches.map(({ id, version }): [number, readonly Hit[]] => {
    const stretch = stretchOf(hits.get(id) ?? [], FIRST_HITS, version);
    return [id, replaceHits(state.hits.get(id) ?? [], stretch, touched)];
  });
  return { ...withSearches(next, view.searches, now), hits: next.hits.withAll(lists) };
}

/** The answer of `send_message` for the pending text `key`. */
export function applySent(state: Version, key: number, sent: Sent, now: number): Version {
  let next: Version = { ...state, pending: state.pending.filter((p) => p.key !== key) };
  next = withSearches(next, sent.searches, now);
  return sent.messages.reduce(withMessage, next);
}

/** A stretch of a search's list, read. `touched`: hits that changed while it was on its way. */
export function applyHits(state: Version, searchId: number, stretch: Stretch, touched: Touched): Version {
  const hits = replaceHits(state.hits.get(searchId) ?? [], stretch, touched);
  return { ...state, hits: state.hits.with(searchId, hits) };
}
