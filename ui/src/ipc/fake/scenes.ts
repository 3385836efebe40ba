/** What the scripted app has in store, by scene: one for every thing a person may see. */
import type { Search } from '../bindings/Search';
import { connections, everyone, FRIENDS } from './everyone';
import { long } from './long';
import { makeCard, makeCopy, makeQuery, makeRoom, makeSearch, makeText, MINUTE, NOON } from './make';
import { oddBooks } from './odd';
import { jobs, saved, settings } from './screens';
import { alerts, lent, watches } from './watches';
import { after, done, greeting, quality, volumes, world, type World } from './world';

const land = (over: Partial<Search>): Search =>
  makeSearch({ id: 2, message_id: 5, query: makeQuery('토지'), created_at_ms: Date.now(), ...over });

const running = (over: Partial<Search> = {}): Search =>
  land({
    state: 'running',
    total_count: 24,
    hit_count: 24,
    planned_count: 10,
    checked_count: 7,
    available_count: 3,
    finished_at_ms: null,
    ...over,
  });

/** It waits for a network. */
const CUT_OFF = { code: 'network', finished_at_ms: null } as const;

/** It was answered this morning. */
const KEPT = { kept_from_ms: NOON - 6 * 60 * MINUTE, as_of_ms: NOON - 6 * 60 * MINUTE } as const;

const SCENES: Record<string, () => World> = {
  friends: () => ({ ...world([], [], []), rooms: [] }),
  empty: () => world([], [], []),
  list,
  waiting: () =>
    after(
      land({
        state: 'waiting',
        total_count: null,
        hit_count: 0,
        planned_count: 0,
        checked_count: 0,
        ahead_count: 2,
      }),
    ),
  asking: () => after(running({ total_count: null, hit_count: 0, planned_count: 0, checked_count: 0 })),
  running: () => after(running(), volumes(2, '토지', 24, 7)),
  slow: () => after(running({ created_at_ms: NOON, code: 'timeout' }), volumes(2, '토지', 24, 7)),
  complete: () =>
    after(
      land({ total_count: 24, hit_count: 24, planned_count: 10, checked_count: 10, available_count: 4 }),
      volumes(2, '토지', 24, 10),
    ),
  'all-lent': () =>
    after(
      land({ total_count: 12, hit_count: 12, planned_count: 12, checked_count: 12, available_count: 0 }),
      volumes(2, '토지', 12, 12).map((hit) => ({
        ...hit,
        copies: [makeCopy({ status: 'on_loan', raw_status: '대출중', due: '2026-12-02' })],
      })),
    ),
  more: () =>
    after(
      land({
        total_count: 1204,
        hit_count: 500,
        planned_count: 10,
        checked_count: 10,
        available_count: 4,
        has_more: true,
      }),
      volumes(2, '토지', 500, 10),
    ),
  partial: () =>
    after(
      land({
        state: 'partial',
        query: makeQuery('컴퓨터구조론,한빛,', { title: '컴퓨터구조론', publisher: '한빛' }),
        total_count: 8,
        hit_count: 8,
        planned_count: 8,
        checked_count: 6,
        failed_count: 2,
        code: 'timeout',
      }),
      volumes(2, '컴퓨터구조론', 8, 8).map((hit, index) =>
        index === 1 || index === 4
          ? { ...hit, copies_state: 'failed' as const, copies_code: 'timeout' as const, copies: [] }
          : hit,
      ),
    ),
  failed: () => after(none({ state: 'failed', code: 'timeout', as_of_ms: null })),
  none: () =>
    after(
      none({ query: makeQuery('총,균,쇠', { title: '총', publisher: '균', author: '쇠' }), total_count: 0 }),
    ),
  nothing: () => ({
    ...after(none({ query: makeQuery('마르코발도 혹은 도시의 사계절'), total_count: 0 })),
    libraries: FRIENDS,
  }),
  down: () =>
    after(
      land({ state: 'failed', code: 'timeout', tried_count: 3, total_count: 24, hit_count: 24 }),
      volumes(2, '토지', 24, 10),
    ),
  blocked: () => after(none({ state: 'failed', code: 'blocked', tried_count: 2, as_of_ms: null })),
  changed: () => after(none({ state: 'failed', code: 'layout_unknown', tried_count: 1, as_of_ms: null })),
  offline: () => ({ ...after(none({ ...CUT_OFF, state: 'waiting', as_of_ms: null })), offline: true }),
  'offline-kept': () => ({
    ...after(running({ ...CUT_OFF, ...KEPT }), volumes(2, '토지', 24, 10)),
    offline: true,
  }),
  odd: () =>
    after(
      land({
        query: makeQuery('조선왕조실록'),
        total_count: 5,
        hit_count: 5,
        planned_count: 4,
        checked_count: 4,
      }),
      oddBooks(2),
    ),
  cancelled: () => after(running({ state: 'cancelled', finished_at_ms: NOON }), volumes(2, '토지', 24, 7)),
  cached: () =>
    after(
      land({
        ...KEPT,
        total_count: 24,
        hit_count: 24,
        planned_count: 10,
        checked_count: 10,
        available_count: 4,
      }),
      volumes(2, '토지', 24, 10),
    ),
  'cached-more': () =>
    after(
      land({
        ...KEPT,
        total_count: 1204,
        hit_count: 500,
        planned_count: 10,
        checked_count: 10,
        has_more: true,
      }),
      volumes(2, '토지', 500, 10),
    ),
  'cached-nothing': () => after(none({ ...KEPT, total_count: 0 })),
  resumed: () =>
    after(
      land({ total_count: 24, hit_count: 24, planned_count: 10, checked_count: 10, resumed: true }),
      volumes(2, '토지', 24, 10),
    ),
  resuming: () => after(running({ resumed: true }), volumes(2, '토지', 24, 7)),
  kept: () =>
    after(
      land({
        state: 'failed',
        code: 'timeout',
        hit_count: 24,
        kept_from_ms: NOON - 24 * 60 * MINUTE,
        as_of_ms: NOON - 24 * 60 * MINUTE,
      }),
      volumes(2, '토지', 24, 10),
    ),
  held: () => after(running({ state: 'held' }), volumes(2, '토지', 24, 7)),
  full: () => ({ ...after(running(), volumes(2, '토지', 24, 7)), trouble: 'disk_full' }),
  busy: () => ({ ...after(running(), volumes(2, '토지', 24, 7)), trouble: 'busy' }),
  damaged: () => ({ ...after(running(), volumes(2, '토지', 24, 7)), trouble: 'damaged' }),
  unwritable: () => ({ ...after(running(), volumes(2, '토지', 24, 7)), trouble: 'failed' }),
  aside: () => ({
    ...world([], [], []),
    setAside: '/home/haneul/.local/share/io.github.chaekbeot/chaekbeot.db.damaged-1',
  }),
  paused: () => ({ ...after(running(), volumes(2, '토지', 24, 7)), pausedSince: NOON }),
  guide: () =>
    world(
      [
        { ...greeting, id: 2, body: { kind: 'guide' }, sent_at_ms: NOON },
        makeText(3, '가'.repeat(210), { sent_at_ms: NOON + MINUTE }),
        { ...greeting, id: 4, body: { kind: 'refused', code: 'too_long' }, sent_at_ms: NOON + MINUTE },
      ],
      [],
      [],
    ),
  broken: () => ({ ...world([], [], []), broken: 'newer_data' }),
  locked: () => ({ ...world([], [], []), broken: 'storage' }),
  mute: () => ({ ...after(none({})), mute: 'disk_full' }),
  practice: () => {
    const base = SCENES['complete']?.() ?? world([], [], []);
    return { ...base, rooms: base.rooms.map((room) => ({ ...room, library_id: 'practice' })) };
  },
  history,
  connections,
  everyone,
  long,
  jobs,
  saved,
  settings,
  watches,
  alerts,
  lent,
  'lent-one': () => {
    const base = lent();
    return {
      ...base,
      hits: base.hits.map((hit) => (hit.search_id === 2 ? { ...hit, copies: hit.copies.slice(0, 1) } : hit)),
    };
  },
  newer: () => {
    const base = list();
    const notes = '- 더 빨라졌어요.\n- 여섯 도서관의 청구기호가 더 잘 보여요.';
    return { ...base, update: { ...base.update, stage: { kind: 'found', version: '0.2.0', notes } } };
  },
  refused: () => ({ ...world([], [], []), refused: true }),
  phone: () => ({ ...world([], [], []), desktop: false }),
};

function none(over: Partial<Search>): Search {
  return land({
    total_count: null,
    hit_count: 0,
    planned_count: 0,
    checked_count: 0,
    available_count: 0,
    query: makeQuery('코스모스'),
    ...over,
  });
}

/** Two rooms: one at work, one whose search ended unseen. */
function list(): World {
  const base = after(running(), volumes(2, '토지', 24, 7));
  const ended = makeSearch({
    id: 3,
    room_id: 2,
    message_id: 11,
    library_id: 'practice',
    query: makeQuery('코스모스'),
    total_count: 12,
    hit_count: 12,
  });
  const card = makeCard(11, 3, { room_id: 2, sent_at_ms: NOON - 26 * 60 * MINUTE });
  return {
    ...base,
    rooms: [
      ...base.rooms,
      makeRoom({
        id: 2,
        library_id: 'practice',
        last_message: card,
        last_search: ended,
        unseen_count: 2,
        active_at_ms: card.sent_at_ms,
      }),
    ],
    messages: [...base.messages, makeText(10, '코스모스', { room_id: 2, sent_at_ms: card.sent_at_ms }), card],
    searches: [...base.searches, ended],
    hits: [...base.hits, ...volumes(3, '코스모스', 12, 10, 900)],
  };
}

/** A long talk, for scrolling. */
function history(): World {
  const base = world([], [], []);
  const messages = Array.from({ length: 600 }, (_, index) =>
    index % 2 === 0
      ? makeText(index + 2, '', {
          sent_at_ms: NOON + index * MINUTE * 5,
          body: { kind: 'text', text: `${index / 2 + 1}번째 질문`, search_id: done.id },
        })
      : makeCard(index + 2, 1, { sent_at_ms: NOON + index * MINUTE * 5 }),
  );
  return { ...base, messages: [greeting, ...messages], searches: [done], hits: quality(1) };
}

/** A scene by name; an unknown one is the list. */
export const sceneOf = (name: string): World => (SCENES[name] ?? list)();
/** The scenes there are. */
export const SCENE_NAMES = Object.keys(SCENES);
