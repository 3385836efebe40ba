/** What the scripted app has in store for the screens: work of every kind, and things that are kept. */
import type { SavedBook } from '../bindings/SavedBook';
import type { Search } from '../bindings/Search';
import { makeCard, makeCopy, makeHit, makeQuery, makeSearch, makeText, MINUTE, NOON } from './make';
import { world, type World } from './world';

/** Searches in every state. */
export function jobs(): World {
  const live = { as_of_ms: null, finished_at_ms: null };
  const none = { total_count: null, hit_count: 0, planned_count: 0, checked_count: 0 };
  const many = { total_count: 24, hit_count: 24, planned_count: 10 };
  const kinds: [string, Partial<Search>][] = [
    ['토지', { ...live, ...many, state: 'running', checked_count: 7 }],
    ['코스모스', { ...live, ...none, state: 'running', code: 'timeout' }],
    [
      '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편',
      { ...live, ...none, state: 'waiting', ahead_count: 2 },
    ],
    ['말의 품격', { ...live, ...many, state: 'held', checked_count: 3 }],
    ['구토', { library_id: 'practice', ...live, ...none, state: 'waiting', room_id: null, message_id: null }],
    ['총, 균, 쇠', { total_count: 12, hit_count: 12 }],
    ['마르코발도', { ...none, total_count: 0 }],
    ['컴퓨터구조론,생능,', { state: 'partial', planned_count: 8, checked_count: 6, code: 'timeout' }],
    ['사피엔스', { ...none, state: 'failed', code: 'timeout' }],
    ['이기적 유전자', { ...many, state: 'cancelled', checked_count: 4 }],
  ];
  const searches = kinds.map(([text, over], index) =>
    makeSearch({
      id: index + 1,
      message_id: 2 * index + 3,
      query: makeQuery(text),
      created_at_ms: NOON - (kinds.length - index) ** 3 * MINUTE,
      finished_at_ms: NOON - index ** 3 * MINUTE,
      ...over,
    }),
  );
  const messages = searches.flatMap((search, index) => [
    makeText(2 * index + 2, search.query.text),
    makeCard(2 * index + 3, search.id),
  ]);
  return world(messages, searches, []);
}

const book = (over: Partial<SavedBook>): SavedBook => ({
  ...makeHit(),
  library_id: 'sejong',
  saved_at_ms: NOON,
  ...over,
});

/** Kept books and searches. */
export function saved(): World {
  const lent = makeCopy({
    call_number: '811.4 이19말 c.2',
    status: 'on_loan',
    raw_status: '대출중',
    due: '2026-12-02',
  });
  return {
    ...world([], [], []),
    saved: {
      watches: [],
      books: [
        book({ copies: [lent, makeCopy(), makeCopy(), makeCopy()] }),
        book({
          cid: '2',
          title: '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편',
          author: '유시민',
          publisher: '생각의길',
          year: '2019',
          copies: [lent],
          copies_at_ms: NOON - 26 * 60 * MINUTE,
        }),
        book({ cid: '3', library_id: 'practice', title: '구토', copies: [], copies_at_ms: null }),
      ],
      searches: [
        { library_id: 'sejong', text: '컴퓨터구조론,생능,', saved_at_ms: NOON },
        { library_id: 'practice', text: '코스모스', saved_at_ms: NOON - 26 * 60 * MINUTE },
      ],
    },
  };
}

/** The settings, with quiet hours. */
export function settings(): World {
  const base = world([], [], []);
  return { ...base, settings: { ...base.settings, quiet_from: 22 * 60, quiet_until: 8 * 60 } };
}
