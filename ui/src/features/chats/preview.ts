/** The last line of a room in the chat list. */
import type { Message } from '../../ipc/bindings/Message';
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary } from '../../i18n';
import { totalOf } from '../../state/counts';
import { isLive } from '../../state/model';
import { newsLine, whatOf } from '../../state/names';

function ofSearch(search: Search, t: Dictionary, paused: boolean): string {
  const what = whatOf(search, t);
  const total = totalOf(search);
  if (paused && isLive(search)) return t.chats.held(what);
  switch (search.state) {
    case 'waiting':
      return t.chats.waiting(what);
    case 'running':
      return search.planned_count > 0
        ? t.chats.searchingCount(what, search.checked_count, search.planned_count)
        : t.chats.searching(what);
    case 'held':
      return t.chats.held(what);
    case 'complete':
      return total === 0 ? t.chats.nothing(what) : t.chats.found(what, total);
    case 'partial':
      return t.chats.partial(what);
    case 'failed':
      return search.code === null ? t.card.failed : t.troubles[search.code].title;
    case 'cancelled':
      return t.chats.cancelled(what);
  }
}

/** What the last line depends on beside its message. */
interface Surroundings {
  /** Everything is paused. */
  paused: boolean;
  /** The library that says it, in the room where all of them are asked. */
  answering?: string | undefined;
}

/** What happened last, in one sentence. */
export function previewOf(
  message: Message | null,
  search: Search | undefined,
  t: Dictionary,
  { paused, answering }: Surroundings,
): string {
  const body = message?.body;
  switch (body?.kind) {
    case undefined:
      return '';
    case 'text':
      return body.text;
    case 'greeting':
      return t.chats.greeting;
    case 'guide':
      return t.chats.guide;
    case 'refused':
      return t.room.refusals[body.code];
    case 'watch':
      return newsLine(body.news, t);
    case 'search':
      if (search === undefined) return '';
      return answering === undefined
        ? ofSearch(search, t, paused)
        : t.chats.by(answering, ofSearch(search, t, paused));
  }
}
