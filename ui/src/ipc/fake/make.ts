/** Made-up data of the right shape, for the scripted backend and the tests. */
import type { Copy } from '../bindings/Copy';
import type { Hit } from '../bindings/Hit';
import type { Library } from '../bindings/Library';
import type { Message } from '../bindings/Message';
import type { QueryEcho } from '../bindings/QueryEcho';
import type { Room } from '../bindings/Room';
import type { Search } from '../bindings/Search';

/** 22 November 2026, 15:02 where the page runs. */
export const NOON = new Date(2026, 10, 22, 15, 2).getTime();
/** A minute in milliseconds. */
export const MINUTE = 60_000;

/** The libraries of the scripted app. */
export const LIBRARIES: Library[] = [
  {
    id: 'sejong',
    name: '세종대학교 학술정보원',
    name_en: 'Sejong University Library',
    short_name: '세종',
    color: '#8a1c2e',
    standing: 'friend',
    home_url: 'https://library.sejong.ac.kr/',
    answered_at_ms: null,
    unanswered: null,
  },
  {
    id: 'practice',
    name: '체험 도서관',
    name_en: 'Practice library',
    short_name: '체험',
    color: '#2e6b4f',
    standing: 'practice',
    home_url: null,
    answered_at_ms: null,
    unanswered: null,
  },
  {
    id: 'everyone',
    name: '모든 도서관',
    name_en: 'All libraries',
    short_name: '모두',
    color: '#4b5563',
    standing: 'everyone',
    home_url: null,
    answered_at_ms: null,
    unanswered: null,
  },
  {
    id: 'alerts',
    name: '대출가능 알림',
    name_en: 'Availability alerts',
    short_name: '알림',
    color: '#9a3412',
    standing: 'alerts',
    home_url: null,
    answered_at_ms: null,
    unanswered: null,
  },
  {
    id: 'hufs',
    name: '한국외국어대학교 도서관',
    name_en: 'Hankuk University of Foreign Studies Library',
    short_name: '외대',
    color: '#24567a',
    standing: 'unconfirmed',
    home_url: 'https://library.hufs.ac.kr/',
    answered_at_ms: null,
    unanswered: null,
  },
  {
    id: 'snue',
    name: '서울교육대학교 도서관',
    name_en: 'Seoul National University of Education Library',
    short_name: '교대',
    color: '#5b4a8a',
    standing: 'unconfirmed',
    home_url: 'https://lib.snue.ac.kr/',
    answered_at_ms: null,
    unanswered: null,
  },
];

/** A question in parts. */
export const makeQuery = (text: string, parts: Partial<QueryEcho> = {}): QueryEcho => ({
  text,
  title: text,
  publisher: '',
  author: '',
  isbn: '',
  ...parts,
});

/** A search; a complete one with two books unless told otherwise. */
export const makeSearch = (over: Partial<Search> = {}): Search => ({
  id: 1,
  room_id: 1,
  message_id: 2,
  library_id: 'sejong',
  query: makeQuery('말의 품격'),
  state: 'complete',
  version: 1,
  total_count: 2,
  hit_count: 2,
  planned_count: 2,
  checked_count: 2,
  failed_count: 0,
  available_count: 1,
  failed_page_count: 0,
  tried_count: 0,
  code: null,
  searched_as_title: false,
  ahead_count: 0,
  has_more: false,
  kept_from_ms: null,
  as_of_ms: NOON,
  resumed: false,
  created_at_ms: NOON - 4_000,
  finished_at_ms: NOON,
  ...over,
});

/** A copy that can be borrowed. */
export const makeCopy = (over: Partial<Copy> = {}): Copy => ({
  registration_number: '000000911692',
  branch: '',
  location: '제2자료실(6층)',
  call_number: '811.4 이19말',
  status: 'available',
  raw_status: '대출가능',
  due: null,
  raw_due: '',
  ...over,
});

/** A book whose copies are known. */
export const makeHit = (over: Partial<Hit> = {}): Hit => ({
  id: 1,
  search_id: 1,
  position: 0,
  cid: '3159086',
  title: '말의 품격',
  author: '이기주',
  publisher: '황소북스',
  year: '2017',
  material_type: '단행본',
  branches: [
    { name: '학술정보원', call_number: '811.4 이19말', status: 'available', raw_status: '대출가능' },
  ],
  copies_state: 'checked',
  copies_code: null,
  copies: [makeCopy()],
  copies_at_ms: NOON,
  has_cover: false,
  detail_state: 'unplanned',
  detail_code: null,
  detail: null,
  ...over,
});

/** A line of the person. */
export const makeText = (id: number, text: string, over: Partial<Message> = {}): Message => ({
  id,
  room_id: 1,
  author: 'me',
  body: { kind: 'text', text, search_id: null },
  sent_at_ms: NOON - MINUTE,
  ...over,
});

/** The line that is a search's card. */
export const makeCard = (id: number, searchId: number, over: Partial<Message> = {}): Message => ({
  id,
  room_id: 1,
  author: 'library',
  body: { kind: 'search', search_id: searchId },
  sent_at_ms: NOON,
  ...over,
});

/** A room with nothing in it. */
export const makeRoom = (over: Partial<Room> = {}): Room => ({
  id: 1,
  library_id: 'sejong',
  last_message: null,
  last_search: null,
  unseen_count: 0,
  active_at_ms: NOON,
  draft: '',
  is_pinned: false,
  is_muted: false,
  place: null,
  ...over,
});

/** Of a search that has not found anything yet. */
export const nothing = {
  total_count: null,
  hit_count: 0,
  planned_count: 0,
  checked_count: 0,
  available_count: 0,
  as_of_ms: null,
};
