/** A room of ten thousand messages, for measuring. */
import { makeCard, makeQuery, makeSearch, makeText, MINUTE, NOON } from './make';
import { greeting, quality, world, type World } from './world';

const MESSAGES = 10_000;
/** Every other message is a card of its own search. */
const SEARCHES = MESSAGES / 2;
/** The one that goes on while it is measured: the last message shows it. */
const LIVE = SEARCHES;

/** The room; its last card is of a search that is under way. */
export function long(): World {
  const start = NOON - MESSAGES * MINUTE;
  const searches = Array.from({ length: SEARCHES }, (_, index) =>
    makeSearch({
      id: index + 1,
      query: makeQuery(`${index + 1}번째 질문`),
      ...(index + 1 === LIVE ? { state: 'running', checked_count: 0, finished_at_ms: null } : {}),
    }),
  );
  const hits = searches.flatMap((search) => quality(search.id, search.id * 2));
  const messages = Array.from({ length: MESSAGES }, (_, index) => {
    const searchId = (index >> 1) + 1;
    const sent_at_ms = start + index * MINUTE;
    return index % 2 === 0
      ? makeText(index + 2, '', {
          sent_at_ms,
          body: { kind: 'text', text: `${searchId}번째 질문`, search_id: searchId },
        })
      : makeCard(index + 2, searchId, { sent_at_ms });
  });
  const room = world(messages, searches, hits);
  return { ...room, messages: [greeting, ...messages] };
}
