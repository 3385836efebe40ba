import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { LIBRARIES, makeCard, makeText, NOON } from '../../ipc/fake/make';
import type { Library } from '../../ipc/bindings/Library';
import { rowsOf } from '../../state/rows';
import { describeRow, isUnread, wordsOf, type Speech } from './describe';

const of = (standing: string) => LIBRARIES.find((library) => library.standing === standing) as Library;
const speech = (waits: boolean, standing = 'friend', asked = of(standing)): Speech => ({
  library: of(standing),
  t: dictionaryOf('ko'),
  format: formatsOf('ko'),
  asked: () => asked,
  unread: (message) => isUnread(message, () => waits),
  cardLabel: (id) => `검색 ${id}`,
  newsLabel: ({ title }) => `소식 ${title}`,
});
const question = makeText(1, '코스모스', {
  sent_at_ms: NOON,
  body: { kind: 'text', text: '코스모스', search_id: 7 },
});

describe('a line in words', () => {
  it('says who, what, when, and that the library has not taken it up', () => {
    const [day, asked, answered] = rowsOf([question, makeCard(2, 7)], []).map((row) =>
      describeRow(row, speech(true)),
    );
    expect(day).toBe('2026년 11월 22일 일요일');
    expect(asked).toBe('나, 코스모스, 오후 3:02, 전달 대기 중');
    expect(answered).toBe('세종대학교 학술정보원, 검색 7, 오후 3:02');
    expect(describeRow(rowsOf([question], [])[1] ?? fail(), speech(false))).toBe('나, 코스모스, 오후 3:02');
  });

  it('says of a text without an answer whether it is on its way', () => {
    const pending = { key: 1, roomId: 1, text: '토지', literal: false, sentAt: NOON, failed: null };
    const said = [pending, { ...pending, failed: 'disk_full' as const }].map((text) =>
      describeRow({ kind: 'pending', key: 'p', pending: text, first: true }, speech(false)),
    );
    expect(said).toEqual(['나, 토지, 보내는 중', '나, 토지, 보내지 못했어요.']);
  });

  it('greets as the library it is', () => {
    const greeting = { ...question, author: 'library' as const, body: { kind: 'greeting' as const } };
    const row = rowsOf([greeting], [])[1] ?? fail();
    expect(describeRow(row, speech(false, 'practice'))).toContain('소장 정보는 연습하려고 만든 것이에요.');
    expect(describeRow(row, speech(false))).toContain('세종대학교 학술정보원 자료를 찾아 드려요.');
    expect(describeRow(row, speech(false, 'everyone'))).toBe(
      '모든 도서관, 모든 도서관에 한 번에 물어봐요. 책 제목을 보내 주세요, 오후 3:02',
    );
  });

  it('greets in English by the English name', () => {
    const greeting = { ...question, author: 'library' as const, body: { kind: 'greeting' as const } };
    const english = { ...speech(false), t: dictionaryOf('en') };
    expect(wordsOf(greeting, english)).toContain('Sejong University Library');
  });

  it('names the library that answers where all of them are asked', () => {
    const row = rowsOf([makeCard(2, 7)], [])[1] ?? fail();
    expect(describeRow(row, speech(false, 'everyone', of('practice')))).toBe(
      '체험 도서관, 검색 7, 오후 3:02',
    );
  });

  it('says how many have nothing, and that it is all of them only when it is', () => {
    const fold = { kind: 'nothing', key: 'fold', searchIds: [1, 2, 3], open: false } as const;
    expect(describeRow({ ...fold, everywhere: false }, speech(false))).toBe('3곳에는 없어요');
    expect(describeRow({ ...fold, everywhere: true }, speech(false))).toBe('물어본 3곳 모두에 없어요');
  });
});

describe('a question', () => {
  const answers = new Map([[1, [7, 8, 9]]]);

  it('to all of them is unread until the first of them takes it up', () => {
    expect(isUnread(question, () => true, answers)).toBe(true);
    expect(isUnread(question, (id) => id !== 8, answers)).toBe(false);
  });

  it('that nobody was asked is not unread', () => {
    expect(isUnread(makeText(1, '사용법'), () => true)).toBe(false);
    expect(isUnread(question, () => true, new Map([[1, []]]))).toBe(false);
    expect(isUnread(makeCard(2, 7), () => true)).toBe(false);
  });
});

function fail(): never {
  throw new Error('there is no such row');
}
