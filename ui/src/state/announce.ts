/** What a screen reader hears about a search: its beginning and its end, never a step between. */
import type { Search } from '../ipc/bindings/Search';
import type { Dictionary } from '../i18n';
import { partialLine, totalOf } from './counts';
import { isLive, isOver, type State } from './model';
import { nameIn, newsLine, whatOf } from './names';

function ending(search: Search, t: Dictionary): string {
  const what = whatOf(search, t);
  const total = totalOf(search);
  switch (search.state) {
    case 'complete':
      return total === 0 ? t.card.nothing(what) : t.card.found(what, total);
    case 'partial': {
      const counted = partialLine(search, what, t);
      // On the card what was asked for stands above.
      return [...(counted.includes(what) ? [] : [what]), t.card.partial, counted].join(' ');
    }
    case 'failed':
      return `${what} ${search.code === null ? t.card.failed : t.troubles[search.code].title}`;
    case 'cancelled':
      return t.card.cancelled;
    case 'held':
      return t.card.held;
    case 'waiting':
    case 'running':
      return '';
  }
}

/** The sentence for a search that went from one state to another; null when there is nothing to say. */
export function announcementOf(before: Search | undefined, after: Search, t: Dictionary): string | null {
  if (before?.state === after.state) return null;
  if (before?.state === 'held' && isLive(after)) return t.card.resuming;
  if (after.state === 'running')
    return before?.state === 'waiting' ? t.announce.started(whatOf(after, t)) : null;
  if (isLive(after) || before === undefined || isOver(before)) return null;
  return ending(after, t);
}

/** The sentence as it is said, with who says it. Where all libraries are asked it is no news that each of them begins. */
export function announcementIn(
  state: State,
  before: Search | undefined,
  after: Search,
  t: Dictionary,
): string | null {
  const sentence = announcementOf(before, after, t);
  const room = after.room_id === null ? undefined : state.rooms[after.room_id];
  const isOneOfMany = room !== undefined && room.library_id !== after.library_id;
  if (sentence === null || (isOneOfMany && before?.state === 'waiting' && after.state === 'running'))
    return null;
  return t.announce.by(nameIn(state, after.library_id, t), sentence);
}

/** What has come into a room about watched books since, everything that came together; nothing of a room that was not read yet. */
export function newsIn(before: State, after: State, roomId: number, t: Dictionary): string[] {
  const [log, next] = [before.logs[roomId], after.logs[roomId]];
  // Most news changes a search and no message, and the room may be long.
  if (log === undefined || next === undefined || next === log) return [];
  const known = log.messages.at(-1)?.id ?? 0;
  const came = next.messages.filter(({ id }) => id > known);
  return came.flatMap(({ body }) =>
    body.kind === 'watch'
      ? [t.announce.by(nameIn(after, body.news.library_id, t), newsLine(body.news, t))]
      : [],
  );
}

/** The sentences for what keeps everything from going on, when that begins or ends. */
export function obstaclesOf(before: State, after: State, t: Dictionary): string[] {
  const said: string[] = [];
  if (before.trouble !== after.trouble) {
    const trouble = after.trouble === null ? null : t.banner.troubles[after.trouble];
    said.push(trouble === null ? t.banner.troubleOver : `${trouble.what} ${trouble.next}`);
  }
  if (before.setAside !== after.setAside && after.setAside !== null) said.push(t.banner.aside);
  if (before.paused !== after.paused) said.push(after.paused ? t.banner.paused : t.banner.wentOn);
  if (before.offline !== after.offline)
    said.push(after.offline ? `${t.banner.offline} ${t.banner.offlineNext}` : t.banner.online);
  return said;
}
