/** Questions to the page's knowledge. */
import type { Hit } from '../ipc/bindings/Hit';
import type { Library } from '../ipc/bindings/Library';
import type { Message } from '../ipc/bindings/Message';
import type { Room } from '../ipc/bindings/Room';
import type { Search } from '../ipc/bindings/Search';
import type { Settings } from '../ipc/bindings/Settings';
import type { WatchEvent } from '../ipc/bindings/WatchEvent';
import { isLive, isOver, type State } from './model';

/** The rooms: the pinned ones first, then by last activity. */
export const roomsInOrder = (state: State): Room[] =>
  Object.values(state.rooms).sort(
    (a, b) => Number(b.is_pinned) - Number(a.is_pinned) || b.active_at_ms - a.active_at_ms || b.id - a.id,
  );

/** Searches that ended unseen, over all rooms. */
export const unseenTotal = (state: State): number =>
  Object.values(state.rooms).reduce((sum, room) => sum + room.unseen_count, 0);

/** The library of a room. */
export const libraryOf = (state: Pick<State, 'libraries'>, libraryId: string): Library | undefined =>
  state.libraries.find((library) => library.id === libraryId);

/** The searches that are under way. */
export const liveSearches = (state: State): Search[] =>
  Object.keys(state.liveSince).flatMap((id) => {
    const search = state.searches.get(Number(id));
    return search !== undefined && isLive(search) ? [search] : [];
  });

/** The search that a room's last line shows, as it is now. */
export function lastSearchOf(state: State, room: Room): Search | undefined {
  const body = room.last_message?.body;
  const id = body?.kind === 'search' ? body.search_id : room.last_search?.id;
  return id === undefined ? undefined : state.searches.get(id);
}

/** What the app counts of a watch until it was seen: `WatchEvent::is_alert`. */
const ALERTS: readonly WatchEvent[] = ['available', 'gone', 'not_lent', 'unreadable', 'expired'];

/**
 * The first message that was not seen yet when a room with `unseen` ends is opened: the cards of the searches that ended last are
 * the ones. Null when all was seen, or when none of their cards is among the messages that are known.
 */
export function firstUnseen(state: State, roomId: number, unseen: number): number | null {
  if (unseen === 0) return null;
  const messages = state.logs[roomId]?.messages ?? [];
  // In the room of alerts it is the alerts.
  const alert = messages
    .filter(({ body }) => body.kind === 'watch' && ALERTS.includes(body.news.event))
    .at(-unseen);
  if (alert !== undefined) return alert.id;
  const known = new Set(messages.map((message) => message.id));
  const cards = state.searches
    .values()
    .filter((search) => search.room_id === roomId && isOver(search) && search.state !== 'cancelled')
    .sort((a, b) => (b.finished_at_ms ?? 0) - (a.finished_at_ms ?? 0) || b.id - a.id)
    .slice(0, unseen)
    .flatMap(({ message_id: id }) => (id !== null && known.has(id) ? [id] : []));
  return cards.length === 0 ? null : Math.min(...cards);
}

/** What I asked in a room, newest first and each once; for ↑ in the composer. */
export function questionsOf(messages: readonly Message[]): string[] {
  const texts = messages.flatMap((message) =>
    message.author === 'me' && message.body.kind === 'text' ? [message.body.text] : [],
  );
  return [...new Set(texts.reverse())];
}

/** The messages of a room were deleted. */
export const wasEmptied = (before: State, after: State, roomId: number): boolean =>
  (before.logs[roomId]?.messages.length ?? 0) > 0 && (after.logs[roomId]?.messages.length ?? 0) === 0;

/** A notification will tell of the end of a search in a room, also of who watches it, once it has taken so many seconds. */
export function isTold(
  { refused }: Pick<State, 'refused'>,
  room: Room | undefined,
  { notify, slow_seconds: slow }: Pick<Settings, 'notify' | 'slow_seconds'>,
  seconds: number,
): boolean {
  if (refused || room?.is_muted === true) return false;
  return notify === 'always' || (notify === 'unseen' && seconds >= slow);
}

/** A hit of a search by id. */
export const hitOf = (state: State, searchId: number, hitId: number): Hit | undefined =>
  state.hits.get(searchId)?.find((hit) => hit.id === hitId);
