/** What the scripted app's database is made of. */
import type { CommandErrorCode } from '../bindings/CommandErrorCode';
import type { Hit } from '../bindings/Hit';
import type { Library } from '../bindings/Library';
import type { Message } from '../bindings/Message';
import type { Opening } from '../bindings/Opening';
import type { Room } from '../bindings/Room';
import type { Saved } from '../bindings/Saved';
import type { Search } from '../bindings/Search';
import type { Settings } from '../bindings/Settings';
import type { Trouble } from '../bindings/Trouble';
import type { Update } from '../bindings/Update';
import { emptyState } from '../../state/model';
import {
  LIBRARIES,
  makeCard,
  makeCopy,
  makeHit,
  makeQuery,
  makeRoom,
  makeSearch,
  makeText,
  MINUTE,
  NOON,
} from './make';

/** Everything in the scripted app's database. */
export interface World {
  /** Those the app knows. */
  libraries: readonly Library[];
  rooms: Room[];
  messages: Message[];
  searches: Search[];
  hits: Hit[];
  /** `start` fails with this. */
  broken: CommandErrorCode | null;
  /** `send_message` fails with this. */
  mute: CommandErrorCode | null;
  /** Nothing can be stored. */
  trouble: Trouble | null;
  /** A damaged file was set aside here. */
  setAside: string | null;
  /** Everything is paused since then. */
  pausedSince: number | null;
  /** There is no network. */
  offline: boolean;
  /** The system wants to be spared. */
  spared: boolean;
  settings: Settings;
  saved: Saved;
  /** What was clicked before the page was there. */
  open: Opening | null;
  /** Its window can be closed while the app goes on. */
  desktop: boolean;
  /** The system shows no notification of the app. */
  refused: boolean;
  startsAtLogin: boolean;
  /** What is known of a newer version. */
  update: Update;
  /** `queueView` shows no search that ended before. */
  endedFrom: number;
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
      cid: String(3_000_000 + from + index),
      title: `${title} ${index + 1}`,
      author: '박경리',
      publisher: '마로니에북스',
      year: String(2012 - (index % 5) * 4),
      branches: [{ name: '학술정보원', call_number: number, status, raw_status: kind }],
      copies_state: index < checked ? 'checked' : index < 10 ? 'planned' : 'unplanned',
      copies: index < checked ? copies.slice(0, (index % 3) + 1) : [],
      copies_at_ms: index < checked ? NOON : null,
      has_cover: index % 4 !== 3,
    });
  });
}

/** Two editions of one book, with copies of every kind. */
export const quality = (searchId: number, from = 1): Hit[] => [
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

/** The first line of every room. */
export const greeting: Message = {
  id: 1,
  room_id: 1,
  author: 'library',
  body: { kind: 'greeting' },
  sent_at_ms: NOON - 2 * MINUTE,
};

/** A finished search. */
export const done = makeSearch({
  id: 1,
  message_id: 3,
  query: makeQuery('말의품격,,이기주', { title: '말의 품격', author: '이기주' }),
});

/** A room with a finished search, and after it `search`. */
export function after(search: Search, hits: Hit[] = []): World {
  return world(
    [...exchange(2, 0, done), ...exchange(4, 2, search)],
    [done, search],
    [...quality(1), ...hits],
  );
}

/** One room with these messages after the greeting. */
export function world(messages: Message[], searches: Search[], hits: Hit[]): World {
  const last = messages.at(-1) ?? greeting;
  const body = last.body;
  const room = makeRoom({
    last_message: last,
    last_search: searches.find((search) => body.kind === 'search' && search.id === body.search_id) ?? null,
    active_at_ms: last.sent_at_ms,
  });
  return {
    libraries: LIBRARIES,
    rooms: [room],
    messages: [greeting, ...messages],
    searches,
    hits,
    broken: null,
    mute: null,
    trouble: null,
    setAside: null,
    pausedSince: null,
    offline: false,
    spared: false,
    settings: emptyState.settings,
    saved: { books: [], searches: [], watches: [] },
    open: null,
    desktop: true,
    refused: false,
    startsAtLogin: false,
    update: { way: 'replaced', looks: true, looked_at_ms: null, stage: { kind: 'unknown' } },
    endedFrom: 0,
  };
}
