import { describe, expect, it } from 'vitest';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { makeCopy, makeHit } from '../../ipc/fake/make';
import { textOf } from './text-block';

const t = dictionaryOf('ko');
const format = formatsOf('ko');

describe('results as a text', () => {
  it('have a line for the title, one for who made it, one per copy, and a rule between books', () => {
    const lent = makeCopy({
      status: 'on_loan',
      raw_status: '대출중',
      due: '2026-12-02',
      call_number: '811.4 이19말 c.2',
    });
    const other = makeHit({ id: 2, title: '구토', author: '', publisher: '', year: '', copies: [] });
    expect(textOf([makeHit({ copies: [makeCopy(), lent] }), other], t, format)).toBe(
      [
        '말의 품격',
        '이기주. 황소북스, 2017',
        '제2자료실(6층), 811.4 이19말, 대출가능',
        '제2자료실(6층), 811.4 이19말 c.2, 대출중 · 12.2 반납',
        '---------',
        '구토',
        '도서관에 적힌 소장 정보가 없어요.',
      ].join('\n'),
    );
  });

  it('say what is only the word of the list, and never that there is none where nobody looked', () => {
    const unread = makeHit({ copies: [], copies_state: 'unplanned' });
    expect(textOf([unread], t, format)).toBe(
      '말의 품격\n이기주. 황소북스, 2017\n학술정보원, 811.4 이19말, 목록 기준 대출가능\n확인 전',
    );
    const failed = makeHit({ copies: [], branches: [], copies_state: 'failed' });
    expect(textOf([failed], t, format)).toBe('말의 품격\n이기주. 황소북스, 2017\n확인 못함');
    expect(textOf([], t, format)).toBe('');
  });
});
