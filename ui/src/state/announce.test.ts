import { describe, expect, it } from 'vitest';
import { dictionaryOf } from '../i18n/all';
import type { Search } from '../ipc/bindings/Search';
import type { SearchState } from '../ipc/bindings/SearchState';
import { LIBRARIES, makeRoom, makeSearch } from '../ipc/fake/make';
import { alerts } from '../ipc/fake/watches';
import { announcementIn, announcementOf, newsIn, obstaclesOf } from './announce';
import { emptyState } from './model';

const t = dictionaryOf('ko');

describe('what is said of a search', () => {
  it.each<[SearchState, SearchState, string | null]>([
    ['waiting', 'running', '‘말의 품격’ 찾기 시작했어요.'],
    ['running', 'held', '잠시 멈춰 있어요.'],
    ['waiting', 'held', '잠시 멈춰 있어요.'],
    ['held', 'running', '이어서 찾고 있어요.'],
    ['held', 'waiting', '이어서 찾고 있어요.'],
    ['held', 'complete', '‘말의 품격’ 2권을 찾았어요.'],
    ['held', 'cancelled', '찾기를 그만뒀어요.'],
    ['running', 'complete', '‘말의 품격’ 2권을 찾았어요.'],
    ['complete', 'running', null],
    ['running', 'running', null],
  ])('that was %s and is %s', (before, after, said) => {
    expect(announcementOf(makeSearch({ state: before }), makeSearch({ state: after }), t)).toBe(said);
  });
});

describe('a search that was checked in part', () => {
  const running = makeSearch({ state: 'running' });
  const said = (over: Partial<Search>) =>
    announcementOf(running, makeSearch({ state: 'partial', code: 'timeout', ...over }), t);

  it('is counted as on its card', () => {
    const checked = { planned_count: 8, checked_count: 6 };
    expect(said({ ...checked, total_count: 8, hit_count: 8 })).toBe(
      '일부만 확인했어요. ‘말의 품격’ 8권 중 6권 확인',
    );
    expect(said({ ...checked, total_count: 24, hit_count: 24 })).toBe(
      '‘말의 품격’ 일부만 확인했어요. 24권을 찾았어요. 먼저 8권 중 6권의 소장 정보를 확인했어요.',
    );
    expect(said({ planned_count: 0, checked_count: 0 })).toBe('일부만 확인했어요. ‘말의 품격’');
  });
});

describe('what is said in the room of everyone', () => {
  const state = { ...emptyState, libraries: LIBRARIES, rooms: { 1: makeRoom({ library_id: 'everyone' }) } };
  const change = (before: SearchState, after: SearchState, room = state) =>
    announcementIn(room, makeSearch({ state: before }), makeSearch({ state: after }), t);

  it('names the library that answers', () => {
    expect(change('running', 'complete')).toBe('세종대학교 학술정보원, ‘말의 품격’ 2권을 찾았어요.');
    expect(change('held', 'running')).toBe('세종대학교 학술정보원, 이어서 찾고 있어요.');
  });

  it('names it in the language of the page', () => {
    const before = makeSearch({ state: 'running' });
    expect(announcementIn(state, before, makeSearch(), dictionaryOf('en'))).toMatch(
      /^Sejong University Library: /,
    );
  });

  it('is not that each of them begins', () => {
    expect(change('waiting', 'running')).toBeNull();
  });

  it('names the library in its own room, too', () => {
    const one = { ...state, rooms: { 1: makeRoom() } };
    expect(change('running', 'complete', one)).toBe('세종대학교 학술정보원, ‘말의 품격’ 2권을 찾았어요.');
    expect(change('waiting', 'running', one)).toBe('세종대학교 학술정보원, ‘말의 품격’ 찾기 시작했어요.');
  });
});

describe('what is said of the app', () => {
  it('is what happened and what to do, and that it is over', () => {
    const full = { ...emptyState, trouble: 'disk_full' as const };
    expect(obstaclesOf(emptyState, full, t)).toEqual([
      '저장 공간이 부족해서 잠시 멈췄어요. 지금까지 찾은 것은 그대로 있어요. 공간을 비우면 이어서 찾을게요.',
    ]);
    expect(obstaclesOf(full, emptyState, t)).toEqual([t.banner.troubleOver]);
    const paused = { ...emptyState, paused: true };
    expect(obstaclesOf(emptyState, paused, t)).toEqual([t.banner.paused]);
    expect(obstaclesOf(paused, emptyState, t)).toEqual([t.banner.wentOn]);
    expect(obstaclesOf(emptyState, { ...emptyState, setAside: '/aside' }, t)).toEqual([t.banner.aside]);
    expect(obstaclesOf(paused, { ...paused }, t)).toEqual([]);
    const offline = { ...emptyState, offline: true };
    expect(obstaclesOf(emptyState, offline, t)).toEqual(['오프라인이에요. 보낸 검색은 연결되면 시작해요.']);
    expect(obstaclesOf(offline, { ...offline }, t)).toEqual([]);
    expect(obstaclesOf(offline, emptyState, t)).toEqual(['다시 연결됐어요. 기다리던 검색을 시작할게요.']);
  });
});

describe('what is said of a watched book', () => {
  const { messages } = alerts();
  const log = messages.filter((message) => message.room_id === 2);
  const at = (count: number) => ({
    ...emptyState,
    libraries: LIBRARIES,
    logs: { 2: { messages: log.slice(0, count), hasOlder: false } },
  });

  it('is what has come in, once', () => {
    expect(newsIn(at(7), at(8), 2, t)).toEqual(['세종대학교 학술정보원, ‘말의 품격’ 지금 빌릴 수 있어요.']);
    expect(newsIn(at(8), at(8), 2, t)).toEqual([]);
  });

  it('is all that comes in together, into an empty room, too', () => {
    expect(newsIn(at(6), at(8), 2, t)).toHaveLength(2);
    expect(newsIn(at(0), at(8), 2, t)).toHaveLength(8);
  });

  it('is nothing when the room is read for the first time, or emptied', () => {
    expect(newsIn(emptyState, at(8), 2, t)).toEqual([]);
    expect(newsIn(at(8), at(0), 2, t)).toEqual([]);
  });
});
