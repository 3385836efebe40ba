import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf, watchWordsOf } from '../../i18n/all';
import { MINUTE, NOON } from '../../ipc/fake/make';
import { makeNews, makeWatch } from '../../ipc/fake/watches';
import { aboutWhen, linesOf, partsOf, restOf, type LineContext } from './lines';
import { factsOf, shelfOf } from './news';

const HOUR = 60 * MINUTE;
const contextOf = (language: 'ko' | 'en'): LineContext => ({
  t: dictionaryOf(language),
  w: watchWordsOf(language),
  format: formatsOf(language),
  now: NOON,
  rest: null,
});
const ko = contextOf('ko');

describe('when a watched book is looked at next', () => {
  it.each([
    [NOON + 20 * MINUTE, null],
    [NOON - HOUR, null],
    [NOON + HOUR, '다음 확인 오늘 오후 4시쯤'],
    [NOON + 89 * MINUTE, '다음 확인 오늘 오후 5시쯤'],
    // To the hour it is midnight, and that is tomorrow's.
    [new Date(2026, 10, 22, 23, 40).getTime(), '다음 확인 내일 오전 12시쯤'],
    [NOON + 48 * HOUR, '다음 확인 11월 24일 오후 3시쯤'],
  ])('at %i it is said to the hour, with its day: %s', (at, said) => {
    expect(aboutWhen(at, ko)).toBe(said);
  });

  it('is said in English as well', () => {
    expect(aboutWhen(NOON + HOUR, contextOf('en'))).toBe('next check today around 16:00');
  });
});

describe('the lines of a watch', () => {
  it('say whose book, which place, when it is due, and how it is looked after', () => {
    const lines = linesOf(makeWatch({ place: '제2자료실(6층)' }), '세종', ko);
    expect(lines.facts).toEqual(['세종', '제2자료실(6층)', '11월 30일 반납 예정']);
    expect(lines.care).toEqual(['다음 확인 오늘 오후 4시쯤', '오후 1:02 확인', '1월 19일까지 지켜봐요']);
    expect(lines.sentence).toBeNull();
  });

  it('say that the last look failed, why, and that it goes on', () => {
    const { sentence } = linesOf(makeWatch({ code: 'timeout' }), '세종', ko);
    expect(sentence).toEqual({
      tone: 'err',
      text: '도서관 응답이 늦어 마지막 확인에 실패했어요. 계속 확인해요.',
    });
  });

  it('say that nobody has looked yet', () => {
    expect(
      linesOf(makeWatch({ checked_at_ms: null, next_at_ms: null }), '세종', ko).care.slice(0, 2),
    ).toEqual(['곧 다시 확인해요', '아직 확인하지 않았어요']);
  });

  it.each([
    ['offline', '연결되면 확인해요'],
    ['paused', '모두 멈춰 있어요. [계속]을 누르면 확인해요'],
    ['spared', '절전 중이거나 데이터 요금이 드는 연결이라 쉬고 있어요'],
  ] as const)('promise no look while there is none: %s', (rest, said) => {
    for (const next_at_ms of [NOON - HOUR, NOON + HOUR])
      expect(linesOf(makeWatch({ next_at_ms }), '세종', { ...ko, rest }).care[0]).toBe(said);
  });

  it('name the reason that a person can do most about', () => {
    const all = { paused: true, offline: true, spared: true };
    expect(restOf(all)).toBe('paused');
    expect(restOf({ ...all, paused: false })).toBe('offline');
    expect(restOf({ ...all, paused: false, offline: false })).toBe('spared');
    expect(restOf({ paused: false, offline: false, spared: false })).toBeNull();
  });

  it('of an ended one say how it ended, and no failure any more', () => {
    const lines = linesOf(makeWatch({ state: 'expired', code: 'upstream', next_at_ms: null }), '세종', ko);
    expect(lines).toEqual({
      facts: ['세종'],
      care: [],
      sentence: { tone: 'info', text: '알림 기간이 끝났어요.' },
    });
  });
});

describe('ended watches', () => {
  it('are not listed once the same book is watched anew; in another place it is another watch', () => {
    const live = makeWatch({ id: 1 });
    const same = makeWatch({ id: 2, state: 'told' });
    const other = makeWatch({ id: 3, state: 'told', place: '제2자료실(6층)' });
    expect(partsOf([live, same, other])).toEqual({ watching: [live], ended: [other] });
  });
});

describe('what is told of a watched book', () => {
  it('shows where to walk to only when something can be borrowed', () => {
    expect(shelfOf(makeNews())).toEqual({ place: '제2자료실(6층)', callNumber: '863 사27구' });
    expect(shelfOf(makeNews({ event: 'reserved' }))).toBeNull();
    expect(shelfOf(makeNews({ location: '', call_number: '' }))).toBeNull();
    expect(shelfOf(makeNews({ location: '', place: '중앙관' }))?.place).toBe('중앙관');
  });

  it('names the place once, and a due day only while the book is away', () => {
    const news = { place: '제2자료실(6층)', due: '2026-12-02' };
    expect(factsOf(makeNews(news), '세종', ko)).toEqual(['세종']);
    expect(factsOf(makeNews({ ...news, event: 'due_moved' }), '세종', ko)).toEqual([
      '세종',
      '제2자료실(6층)',
      '12월 2일 반납 예정',
    ]);
  });
});
