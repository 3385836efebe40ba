/** Scenes of books that are watched until they can be borrowed, and of what the room of alerts tells of them. */
import type { Message } from '../bindings/Message';
import type { Watch } from '../bindings/Watch';
import type { WatchNews } from '../bindings/WatchNews';
import { makeCopy, makeHit, makeQuery, makeRoom, makeSearch, MINUTE, NOON } from './make';
import { after, world, type World } from './world';

const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A watch that looks, and could look the last time. */
export const makeWatch = (over: Partial<Watch> = {}): Watch => ({
  id: 1,
  library_id: 'sejong',
  cid: '3159086',
  title: '구토',
  author: '장폴 사르트르',
  place: null,
  state: 'watching',
  began_at_ms: NOON - 2 * DAY,
  expires_at_ms: NOON + 58 * DAY,
  checked_at_ms: NOON - 2 * HOUR,
  next_at_ms: NOON + HOUR,
  due: '2026-11-30',
  code: null,
  ...over,
});

/** What is told of it. */
export const makeNews = (over: Partial<WatchNews> = {}): WatchNews => ({
  watch_id: 1,
  library_id: 'sejong',
  cid: '3159086',
  title: '구토',
  place: null,
  event: 'available',
  location: '제2자료실(6층)',
  call_number: '863 사27구',
  due: null,
  ...over,
});

/** A watch that begins now, as the app begins one, and the line in the room of alerts. */
export function beginWatch(
  { hits, settings }: World,
  id: number,
  library_id: string,
  cid: string,
  place: string | null,
): { watch: Watch; news: WatchNews } {
  const hit = hits.find((known) => known.cid === cid);
  const due = (hit?.copies ?? []).flatMap((copy) => copy.due ?? []).sort()[0] ?? null;
  const now = Date.now();
  const book = { library_id, cid, title: hit?.title ?? '구토', place, due };
  return {
    watch: makeWatch({
      ...book,
      id,
      author: hit?.author ?? '',
      began_at_ms: now,
      expires_at_ms: now + settings.watch_days * DAY,
      checked_at_ms: hit?.copies_at_ms ?? null,
      next_at_ms: now + 3 * HOUR,
    }),
    news: makeNews({ ...book, watch_id: id, event: 'began', location: '', call_number: '' }),
  };
}

const WATCHES: Watch[] = [
  makeWatch(),
  makeWatch({
    id: 2,
    cid: '2',
    title: '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편',
    author: '유시민',
    place: '제1자료실(5층)',
    next_at_ms: NOON + 19 * HOUR,
    due: null,
    code: 'timeout',
  }),
  makeWatch({
    id: 3,
    library_id: 'practice',
    cid: '3',
    title: '코스모스',
    author: '칼 세이건',
    checked_at_ms: null,
    next_at_ms: NOON - MINUTE,
    due: null,
  }),
  makeWatch({
    id: 4,
    cid: '4',
    title: '말의 품격',
    author: '이기주',
    state: 'told',
    next_at_ms: null,
    due: null,
  }),
  makeWatch({
    id: 5,
    cid: '5',
    title: '총, 균, 쇠',
    author: '재레드 다이아몬드',
    place: '제2자료실(6층)',
    state: 'expired',
    expires_at_ms: NOON - 3 * DAY,
    next_at_ms: null,
    code: 'upstream',
  }),
];

/** Books that are watched in every state. */
export const watches = (): World => ({
  ...world([], [], []),
  saved: { books: [], searches: [], watches: WATCHES },
});

/** The room of alerts, with everything it can tell, the last alert unseen; beside it the room of a library. */
export function alerts(): World {
  const told: Partial<WatchNews>[] = [
    { event: 'began', location: '', call_number: '', due: '2026-11-25' },
    { event: 'began', title: '총, 균, 쇠', place: '제2자료실(6층)', location: '', call_number: '', cid: '5' },
    { event: 'due_moved', due: '2026-11-30' },
    { event: 'reserved', cid: '2', title: '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편' },
    {
      event: 'unreadable',
      cid: '2',
      title: '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편',
      location: '',
    },
    { event: 'gone', cid: '6', title: '백치', location: '', call_number: '' },
    {
      event: 'expired',
      cid: '5',
      title: '총, 균, 쇠',
      place: '제2자료실(6층)',
      location: '',
      call_number: '',
    },
    { event: 'available', cid: '4', title: '말의 품격', call_number: '811.4 이19말 c.2' },
  ];
  const messages = told.map((over, index): Message => ({
    id: 20 + index,
    room_id: 2,
    author: 'library',
    body: { kind: 'watch', news: makeNews(over) },
    sent_at_ms: NOON - (told.length - 1 - index) * 7 * HOUR,
  }));
  const base = world([], [], []);
  const room = makeRoom({
    id: 2,
    library_id: 'alerts',
    last_message: messages.at(-1) ?? null,
    unseen_count: 1,
    active_at_ms: NOON,
  });
  return {
    ...base,
    rooms: [room, ...base.rooms],
    messages: [...base.messages, ...messages],
    saved: { books: [], searches: [], watches: WATCHES },
  };
}

/** One book whose copies are all on loan, in two rooms of the library. */
export function lent(): World {
  const copy = makeCopy({
    call_number: '863 사27구',
    status: 'on_loan',
    raw_status: '대출중',
    due: '2026-11-30',
    raw_due: '2026-11-30',
  });
  const search = makeSearch({
    id: 2,
    message_id: 5,
    query: makeQuery('구토'),
    total_count: 1,
    hit_count: 1,
    planned_count: 1,
    checked_count: 1,
    available_count: 0,
  });
  const hit = makeHit({
    id: 100,
    search_id: 2,
    cid: '3201',
    title: '구토',
    author: '장폴 사르트르',
    publisher: '문예출판사',
    year: '2020',
    copies: [copy, { ...copy, location: '제1자료실(5층)', call_number: '863 사27구 c.2', due: '2026-12-04' }],
  });
  return after(search, [hit]);
}
