/** What the scripted app has in store, by scene: one for every thing a person may see. */
import type { CommandErrorCode } from '../bindings/CommandErrorCode';
import type { Hit } from '../bindings/Hit';
import type { Message } from '../bindings/Message';
import type { Room } from '../bindings/Room';
import type { Search } from '../bindings/Search';
import { makeCard, makeCopy, makeHit, makeQuery, makeRoom, makeSearch, makeText, MINUTE, NOON } from './make';

/** Everything in the scripted app's database. */
export interface World {
  rooms: Room[];
  messages: Message[];
  searches: Search[];
  hits: Hit[];
  /** `start` fails with this. */
  broken: CommandErrorCode | null;
  /** `send_message` fails with this. */
  mute: CommandErrorCode | null;
}

const KINDS = ['대출가능', '대출중', '대출불가'] as const;

/** Many books of one title: volumes with a few copies each. */
export function volumes(searchId: number, title: string, count: number, checked: number, from = 100): Hit[] {
  return Array.from({ length: count }, (_, index) => {
    const kind = KINDS[index % KINDS.length] ?? '대출가능';
    const status = kind === '대출가능' ? 'available' : kind === '대출중' ? 'on_loan' : 'not_for_loan';
    const number = `813.6 박14토 v.${index + 1}`;
    const copy = makeCopy({
      call_number: number,
      location: `제1자료실(${(index % 3) + 4}층)`,
      status,
      raw_status: kind,
      due: status === 'on_loan' ? '2026-12-02' : null,
      raw_due: status === 'on_loan' ? '2026-12-02' : '',
    });
    const copies = [
      copy,
      { ...copy, call_number: `${number} c.2` },
      { ...copy, call_number: `${number} c.3` },
    ];
    return makeHit({
      id: from + index,
      search_id: searchId,
      position: index,
      title: `${title} ${index + 1}`,
      author: '박경리',
      publisher: '마로니에북스',
      year: '2012',
      branches: [{ name: '학술정보원', call_number: number, status, raw_status: kind }],
      copies_state: index < checked ? 'checked' : index < 10 ? 'planned' : 'unplanned',
      copies: index < checked ? copies.slice(0, (index % 3) + 1) : [],
      copies_at_ms: index < checked ? NOON : null,
    });
  });
}

const quality = (searchId: number, from = 1): Hit[] => [
  makeHit({
    id: from,
    search_id: searchId,
    copies: [
      makeCopy(),
      makeCopy({
        registration_number: '000000911693',
        call_number: '811.4 이19말 c.2',
        status: 'on_loan',
        raw_status: '대출중',
        due: '2026-12-02',
        raw_due: '2026-12-02',
      }),
    ],
  }),
  makeHit({
    id: from + 1,
    search_id: searchId,
    position: 1,
    title: '(큰글자책) 말의 품격',
    year: '2019',
    copies: [
      makeCopy({
        location: '보존서고(9층 문의)',
        call_number: '811.4 이19말ㅋ',
        status: 'not_for_loan',
        raw_status: '대출불가',
      }),
    ],
  }),
];

/** A question and its card, `minutes` after the first. */
function exchange(id: number, minutes: number, search: Search): Message[] {
  const at = NOON + minutes * MINUTE;
  return [
    makeText(id, search.query.text, {
      sent_at_ms: at,
      body: { kind: 'text', text: search.query.text, search_id: search.id },
    }),
    makeCard(id + 1, search.id, { sent_at_ms: at + (minutes === 0 ? 0 : 1_000) }),
  ];
}

const greeting: Message = {
  id: 1,
  room_id: 1,
  author: 'library',
  body: { kind: 'greeting' },
  sent_at_ms: NOON - 2 * MINUTE,
};

const done = makeSearch({
  id: 1,
  query: makeQuery('말의품격,,이기주', { title: '말의 품격', author: '이기주' }),
});

/** A room with a finished search, and after it `search`. */
function after(search: Search, hits: Hit[] = []): World {
  return world(
    [...exchange(2, 0, done), ...exchange(4, 2, search)],
    [done, search],
    [...quality(1), ...hits],
  );
}

function world(messages: Message[], searches: Search[], hits: Hit[]): World {
  const last = messages.at(-1) ?? greeting;
  const body = last.body;
  const room = makeRoom({
    last_message: last,
    last_search: searches.find((search) => body.kind === 'search' && search.id === body.search_id) ?? null,
    active_at_ms: last.sent_at_ms,
  });
  return { rooms: [room], messages: [greeting, ...messages], searches, hits, broken: null, mute: null };
}

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
  cancelled: () => after(running({ state: 'cancelled', finished_at_ms: NOON }), volumes(2, '토지', 24, 7)),
  cached: () =>
    after(
      land({
        kept_from_ms: NOON - 6 * 60 * MINUTE,
        as_of_ms: NOON - 6 * 60 * MINUTE,
        total_count: 24,
        hit_count: 24,
        planned_count: 10,
        checked_count: 10,
        available_count: 4,
      }),
      volumes(2, '토지', 24, 10),
    ),
  held: () => after(running({ state: 'held' }), volumes(2, '토지', 24, 7)),
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
  mute: () => ({ ...after(none({})), mute: 'disk_full' }),
  practice: () => {
    const base = SCENES['complete']?.() ?? world([], [], []);
    return { ...base, rooms: base.rooms.map((room) => ({ ...room, library_id: 'practice' })) };
  },
  history,
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
      ? makeText(index + 2, `${index / 2 + 1}번째 질문`, { sent_at_ms: NOON + index * MINUTE * 5 })
      : makeCard(index + 2, 1, { sent_at_ms: NOON + index * MINUTE * 5 }),
  );
  return { ...base, messages: [greeting, ...messages], searches: [done], hits: quality(1) };
}

/** A scene by name; an unknown one is the list. */
export const sceneOf = (name: string): World => (SCENES[name] ?? list)();
/** The scenes there are. */
export const SCENE_NAMES = Object.keys(SCENES);
