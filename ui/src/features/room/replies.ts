/** What is offered to be said with one touch, by what happened last (ux.md 6.7). */
import type { Search } from '../../ipc/bindings/Search';
import { isLive } from '../../state/model';

/** Something to say. */
export type Reply =
  | { kind: 'guide' }
  | { kind: 'recent' }
  /** Puts a question into the line to write in. */
  | { kind: 'example'; text: string }
  /** Asks the library again for what could not be checked. */
  | { kind: 'recheck' }
  /** Asks for the title alone: other editions, other authors. */
  | { kind: 'title'; text: string };

/** The replies; `search` is the room's last one, `examples` are offered while nothing was asked. */
export function repliesOf(
  search: Search | undefined,
  examples: readonly string[],
  hasAsked: boolean,
): readonly Reply[] {
  const guide: Reply = { kind: 'guide' };
  if (!hasAsked) return [...examples.map((text): Reply => ({ kind: 'example', text })), guide];
  const recent: Reply = { kind: 'recent' };
  if (search === undefined || isLive(search) || search.state === 'held') return [recent, guide];
  if (search.state === 'partial' || search.state === 'failed') return [{ kind: 'recheck' }, recent, guide];
  const { title, author, publisher } = search.query;
  const wider = title !== '' && (author !== '' || publisher !== '') && !search.searched_as_title;
  return [...(wider ? [{ kind: 'title', text: title } as const] : []), recent, guide];
}
