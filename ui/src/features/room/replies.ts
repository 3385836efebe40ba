/** What is offered to be said with one touch, by what happened last (ux.md 6.7). */
import type { Search } from '../../ipc/bindings/Search';
import { isMendable } from '../../state/mending';
import { isLive } from '../../state/model';

/** Something to say. */
export type Reply =
  | { kind: 'guide' }
  | { kind: 'recent' }
  /** Puts a question into the line to write in. */
  | { kind: 'example'; text: string }
  /** Asks the library again for what could not be checked. */
  | { kind: 'recheck' }
  /** Shows what can be borrowed now of the last answer. */
  | { kind: 'available' }
  /** Asks for the title alone: other editions, other authors. */
  | { kind: 'title'; text: string }
  /** Asks every library. */
  | { kind: 'everyone'; text: string };

/** Where it is offered. */
export interface ReplyContext {
  /** Something was asked here before. */
  hasAsked: boolean;
  /** There are other libraries to ask. */
  canAskAll: boolean;
  /** The room of everyone: its last search is only one of several that answer the same question. */
  isEveryone: boolean;
}

/** More than the title was asked for: others may have the book by another publisher or author. */
const isNarrow = ({ query, searched_as_title: whole }: Search): boolean =>
  query.title !== '' && (query.author !== '' || query.publisher !== '') && !whole;

/** What the last answer calls for. */
function afterAnswer(search: Search, { canAskAll, isEveryone }: ReplyContext): Reply[] {
  const replies: Reply[] = [];
  if (isMendable(search) && search.state !== 'cancelled' && !isEveryone) replies.push({ kind: 'recheck' });
  // Of one book the card itself says it.
  if (search.state === 'complete' && search.available_count > 0 && search.hit_count > 1 && !isEveryone)
    replies.push({ kind: 'available' });
  if (search.state === 'complete' && isNarrow(search))
    replies.push({ kind: 'title', text: search.query.title });
  if (search.state === 'complete' && canAskAll) replies.push({ kind: 'everyone', text: search.query.text });
  return replies;
}

/** The replies; `search` is the room's last one, `examples` are offered while nothing was asked. */
export function repliesOf(
  search: Search | undefined,
  examples: readonly string[],
  context: ReplyContext,
): readonly Reply[] {
  const guide: Reply = { kind: 'guide' };
  if (!context.hasAsked) return [...examples.map((text): Reply => ({ kind: 'example', text })), guide];
  const idle: Reply[] = [guide, { kind: 'recent' }];
  if (search === undefined || isLive(search) || search.state === 'held') return idle;
  return [...afterAnswer(search, context), ...idle];
}
