/** Scenes of more than one friend: what each answered when it was asked last, and all of them asked at once. */
import type { Search } from '../bindings/Search';
import { LIBRARIES, makeCard, makeQuery, makeSearch, makeText, MINUTE, NOON } from './make';
import { volumes, world, type World } from './world';

const DAY = 24 * 60 * MINUTE;

/** Three friends: one answered today, one two days ago, one does not answer. */
export const FRIENDS = LIBRARIES.map((library) => {
  if (library.id === 'sejong') return { ...library, answered_at_ms: NOON - 10 * MINUTE };
  if (library.id === 'hufs')
    return { ...library, standing: 'friend' as const, answered_at_ms: NOON - 2 * DAY };
  if (library.id !== 'snue') return library;
  return { ...library, standing: 'friend' as const, unanswered: 'upstream' as const };
});

/** The friends, with nobody talked to yet. */
export const connections = (): World => ({ ...world([], [], []), rooms: [], libraries: FRIENDS });

const NOTHING = {
  total_count: 0,
  hit_count: 0,
  planned_count: 0,
  checked_count: 0,
  available_count: 0,
} satisfies Partial<Search>;
const FOUND = {
  total_count: 24,
  hit_count: 24,
  planned_count: 10,
  checked_count: 10,
  available_count: 4,
} satisfies Partial<Search>;

/** Two questions to all of them: nobody has the first book; the second one has, one has not, and one did not answer. */
export function everyone(): World {
  const ends: [string, string, Partial<Search>][] = [
    ['마르코발도', 'sejong', NOTHING],
    ['마르코발도', 'hufs', NOTHING],
    ['마르코발도', 'snue', NOTHING],
    ['토지', 'sejong', FOUND],
    ['토지', 'hufs', NOTHING],
    ['토지', 'snue', { ...NOTHING, total_count: null, state: 'failed', code: 'upstream', as_of_ms: null }],
  ];
  const messageOf = (index: number): number => 3 + index + Math.floor(index / 3);
  const searches = ends.map(([text, library_id, over], index) =>
    makeSearch({ id: index + 1, message_id: messageOf(index), library_id, query: makeQuery(text), ...over }),
  );
  const messages = searches.flatMap((search, index) => {
    const sent_at_ms = NOON + Math.floor(index / 3) * 2 * MINUTE;
    const { text } = search.query;
    const question = makeText(messageOf(index) - 1, text, {
      sent_at_ms,
      body: { kind: 'text', text, search_id: search.id },
    });
    const card = makeCard(messageOf(index), search.id, { sent_at_ms: sent_at_ms + 1_000 });
    return index % 3 === 0 ? [question, card] : [card];
  });
  const talk = world(messages, searches, volumes(4, '토지', 24, 10));
  return {
    ...talk,
    rooms: talk.rooms.map((room) => ({ ...room, library_id: 'everyone' })),
    libraries: FRIENDS,
  };
}
