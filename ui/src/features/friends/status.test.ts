import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import type { Library } from '../../ipc/bindings/Library';
import { LIBRARIES, MINUTE, NOON } from '../../ipc/fake/make';
import { connectionOf, statusOf } from './status';

const context = { t: dictionaryOf('ko'), format: formatsOf('ko'), now: NOON, asked: 3 };
const HOUR = 60 * MINUTE;
const of = (standing: Library['standing'], over: Partial<Library> = {}): Library => {
  const library = LIBRARIES.find((known) => known.standing === standing);
  if (library === undefined) throw new Error(`there is no library that is ${standing}`);
  return { ...library, answered_at_ms: null, unanswered: null, ...over };
};

describe('the line under a library', () => {
  it.each([
    [{}, '소장 자료 검색'],
    [{ answered_at_ms: NOON - HOUR }, '연결됨 · 오늘 확인'],
    [{ answered_at_ms: NOON - 20 * HOUR }, '연결됨 · 어제 확인'],
    [{ answered_at_ms: NOON - 48 * HOUR }, '연결됨 · 11월 20일 확인'],
    [{ unanswered: 'upstream' }, '연결 안 됨 · 점검 중'],
    [{ unanswered: 'timeout', answered_at_ms: NOON - HOUR }, '연결 안 됨 · 응답 없음'],
  ] satisfies [Partial<Library>, string][])('says of a friend with %o: %s', (over, line) => {
    expect(statusOf(of('friend', over), context)).toBe(line);
  });

  it('says of the practice library that it is made up, whatever it answered', () => {
    expect(statusOf(of('practice', { answered_at_ms: NOON }), context)).toBe('체험용 자료 · 만든 소장 정보');
  });

  it('says that one which is not confirmed cannot be talked to, and how many are asked at once', () => {
    expect(statusOf(of('unconfirmed', { answered_at_ms: NOON }), context)).toBe('아직 대화할 수 없어요');
    expect(statusOf(of('everyone'), context)).toBe('도서관 3곳에 한 번에 물어볼 수 있어요');
  });

  it('knows no connection of one that was never asked', () => {
    expect(connectionOf(of('friend'), context)).toBeNull();
  });
});
