/** How the page's knowledge changes: pure functions from one state to the next. */
import type { Change } from '../ipc/bindings/Change';
import type { Hit } from '../ipc/bindings/Hit';
import type { Message } from '../ipc/bindings/Message';
import type { Room } from '../ipc/bindings/Room';
import type { RoomView } from '../ipc/bindings/RoomView';
import type { Search } from '../ipc/bindings/Search';
import type { Sent } from '../ipc/bindings/Sent';
import type { Snapshot } from '../ipc/bindings/Snapshot';
import { isLive, type State } from './model';

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

/** Hits as one list in the catalogue's order. `keep` are the ids whose old value is the newer one. */
export function mergeHits(
  old: readonly Hit[],
  more: readonly Hit[],
  keep: ReadonlySet<number> = new Set(),
): readonly Hit[] {
  if (more.length === 0) return old;
  const merged = new Map(old.map((hit) => [hit.id, hit]));
  for (const hit of more) if (!(keep.has(hit.id) && merged.has(hit.id))) merged.set(hit.id, hit);
  return [...merged.values()].sort((a, b) => a.position - b.position || a.id - b.id);
}

/** Takes a search over unless a newer one is known. */
function withSearch(state: State, search: Search, now: number): State {
  const known = state.searches[search.id];
  if (known !== undefined && known.version > search.version) return state;
  const startsNow = isLive(search) && (known === undefined || !isLive(known));
  return {
    ...state,
    searches: { ...state.searches, [search.id]: search },
    liveSince: startsNow
      ? { ...state.liveSince, [search.id]: known === undefined ? search.created_at_ms : now }
      : state.liveSince,
  };
}

/** Takes a room over, with the search in its last line. */
function withRoom(state: State, room: Room, now: number): State {
  const next = { ...state, rooms: { ...state.rooms, [room.id]: room } };
  return room.last_search === null ? next : withSearch(next, room.last_search, now);
}

function withHits(state: State, searchId: number, hits: readonly Hit[], keep?: ReadonlySet<number>): State {
  if (hits.length === 0) return state;
  return { ...state, hits: { ...state.hits, [searchId]: mergeHits(state.hits[searchId] ?? [], hits, keep) } };
}

/** My own message may come back as an event before the answer of the command: its optimistic bubble goes then. */
function withoutEcho(state: State, message: Message): State {
  const { author, body, room_id: roomId, id } = message;
  if (author !== 'me' || body.kind !== 'text') return state;
  if (state.logs[roomId]?.messages.some((known) => known.id === id)) return state;
  const echoed = state.pending.find((p) => p.roomId === roomId && p.failed === null && p.text === body.text);
  return echoed === undefined ? state : { ...state, pending: state.pending.filter((p) => p !== echoed) };
}

function withMessage(state: State, message: Message): State {
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
            last_search: body.kind === 'search' ? (state.searches[body.search_id] ?? null) : null,
            active_at_ms: Math.max(room.active_at_ms, message.sent_at_ms),
          },
        }
      : state.rooms,
    logs: log
      ? { ...state.logs, [message.room_id]: { ...log, messages: mergeMessages(log.messages, [message]) } }
      : state.logs,
  };
}

function withSearchChange(state: State, change: Extract<Change, { kind: 'search' }>, now: number): State {
  const { search, hits, gone_hit_ids: gone } = change;
  const known = state.searches[search.id];
  if (known !== undefined && known.version > search.version) {
    // An old event says nothing new about the search, but it may be the only one that brings a hit.
    const have = new Set((state.hits[search.id] ?? []).map((hit) => hit.id));
    return withHits(
      state,
      search.id,
      hits.filter((hit) => !have.has(hit.id)),
    );
  }
  const next = withHits(withSearch(state, search, now), search.id, hits);
  if (gone.length === 0) return next;
  const left = (next.hits[search.id] ?? []).filter((hit) => !gone.includes(hit.id));
  return { ...next, hits: { ...next.hits, [search.id]: left } };
}

/** One event. `open` and `resync` ask for action and change no data. `now` is in milliseconds since 1970. */
export function applyChange(state: State, change: Change, now: number): State {
  switch (change.kind) {
    case 'message':
      return withMessage(withoutEcho(state, change.message), change.message);
    case 'room':
      return withRoom(state, change.room, now);
    case 'search':
      return withSearchChange(state, change, now);
    case 'open':
    case 'resync':
      return state;
  }
}

/** The answer of `start`. */
export function applySnapshot(state: State, snapshot: Snapshot, now: number): State {
  const base: State = {
    ...state,
    phase: { kind: 'ready' },
    libraries: snapshot.libraries,
    rooms: {},
    version: snapshot.version,
  };
  return snapshot.rooms.reduce((next, room) => withRoom(next, room, now), base);
}

/**
 * The answer of `open_room`. `older` adds to the front; otherwise the log starts anew, since messages between what is known and
 * the latest page may be missing. `keep`: hits that changed while the answer was on its way.
 */
export function applyRoomView(
  state: State,
  view: RoomView,
  now: number,
  older: boolean,
  keep: ReadonlySet<number> = new Set(),
): State {
  const old = state.logs[view.room.id];
  const newest = view.messages.at(-1)?.id ?? 0;
  const kept = older ? (old?.messages ?? []) : (old?.messages ?? []).filter((m) => m.id > newest);
  let next: State = {
    ...(older ? state : withRoom(state, view.room, now)),
    logs: {
      ...state.logs,
      [view.room.id]: { messages: mergeMessages(kept, view.messages), hasOlder: view.has_older },
    },
  };
  for (const search of view.searches) next = withSearch(next, search, now);
  for (const { id } of view.searches) {
    next = withHits(
      next,
      id,
      view.hits.filter((hit) => hit.search_id === id),
      keep,
    );
  }
  return next;
}

/** The answer of `send_message` for the pending text `key`. */
export function applySent(state: State, key: number, sent: Sent, now: number): State {
  let next: State = { ...state, pending: state.pending.filter((p) => p.key !== key) };
  if (sent.search !== null) next = withSearch(next, sent.search, now);
  return sent.messages.reduce(withMessage, next);
}

/** The answer of `list_hits`; see `mergeHits` for `keep`. */
export function applyHits(
  state: State,
  searchId: number,
  hits: readonly Hit[],
  keep: ReadonlySet<number>,
): State {
  return withHits(state, searchId, hits, keep);
}
