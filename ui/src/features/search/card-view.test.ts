import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import { makeQuery, NOON } from '../../ipc/fake/make';
import { actions, context, nothing, view } from './card.fixture';

describe('a complete card', () => {
  it('says what was found and as of when', () => {
    const card = view({ query: makeQuery('말의품격,,이기주', { title: '말의 품격', author: '이기주' }) });
    expect(card.title).toBe('‘말의 품격’ 2권을 찾았어요.');
    expect(card.sub).toEqual(['저자 이기주 · 오후 3:02 기준']);
    expect(card.chip).toEqual({ tone: 'ok', label: '완료' });
    expect(card.actions.map((action) => action.label)).toEqual(['2권 모두 보기', '지금 다시 확인']);
  });

  it('opens the one book there is', () => {
    expect(actions({ total_count: 1, hit_count: 1 })[0]).toBe('자세히 보기');
  });

  it('loads more where there is more', () => {
    const card = view({ total_count: 1204, hit_count: 500, has_more: true });
    expect(card.title).toBe('‘코스모스’ 1,204권을 찾았어요.');
    expect(card.sub).toContain('500권까지 불러왔어요.');
    expect(card.actions.map((action) => action.kind)).toEqual(['list', 'more']);
  });

  it('without a hit says so, and what to try', () => {
    const card = view({ ...nothing, total_count: 0, as_of_ms: NOON });
    expect(card.title).toBe('‘코스모스’ 결과가 없어요.');
    expect(card.chip.label).toBe('결과 없음');
    expect(card.sub).toContain('띄어쓰기를 바꾸거나 제목 일부만 입력해 보세요.');
    expect(card.note).toBeNull();
  });

  it('without a hit offers the whole text as a title, if commas split it', () => {
    const query = makeQuery('총,균,쇠', { title: '총', publisher: '균', author: '쇠' });
    const card = view({ ...nothing, total_count: 0, query });
    expect(card.actions[0]).toEqual({ kind: 'literal', label: '제목 그대로 찾기' });
    expect(
      view({ ...nothing, total_count: 0, query, searched_as_title: true }).actions.map((a) => a.kind),
    ).toEqual(['part', 'retry']);
  });

  it('without a hit offers a part of the title, and other libraries where there are some', () => {
    const empty = { ...nothing, total_count: 0 };
    expect(actions(empty)).toEqual(['제목 일부로 찾기', '지금 다시 확인']);
    expect(actions(empty, { canAskAll: true })).toEqual(['제목 일부로 찾기', '모든 도서관에서 찾기']);
    const untitled = { ...empty, query: makeQuery('9791185034577', { title: '', isbn: '9791185034577' }) };
    expect(actions(untitled)).toEqual(['지금 다시 확인']);
    expect(actions(untitled, { canAskAll: true })).toEqual(['모든 도서관에서 찾기', '지금 다시 확인']);
  });

  it('cuts a title that would fill the card, and says all of the rest', () => {
    const card = view({ query: makeQuery('가나다라마바사아자차'.repeat(20)) });
    expect(card.title).toBe(`‘${'가나다라마바사아자차'.repeat(5).slice(0, 48)}…’ 2권을 찾았어요.`);
  });

  it('says when the text was searched as one title', () => {
    const query = makeQuery('총, 균, 쇠', { title: '총', publisher: '균', author: '쇠' });
    const card = view({ query, searched_as_title: true });
    expect(card.title).toBe('‘총, 균, 쇠’ 2권을 찾았어요.');
    expect(card.sub).toContain('제목·출판사·저자로 나누면 결과가 없어서, 적은 그대로를 제목으로 찾았어요.');
  });

  it('that was kept is marked and dated', () => {
    const card = view({ kept_from_ms: NOON - 3_600_000, as_of_ms: NOON - 3_600_000 });
    expect(card.chip).toEqual({ tone: 'saved', label: '저장된 결과' });
    expect(card.sub).toEqual(['오늘 오후 2:02 기준']);
    expect(card.actions.map((action) => action.label)).toEqual(['지금 다시 확인', '2권 모두 보기']);
    const older = { kept_from_ms: NOON - 86_400_000, as_of_ms: NOON - 86_400_000 };
    expect(view(older).sub).toEqual(['어제 오후 3:02 기준']);
  });

  it('names what was asked when there is no title', () => {
    expect(view({ query: makeQuery(',,이기주', { title: '', author: '이기주' }) }).title).toBe(
      '저자 ‘이기주’ 2권을 찾았어요.',
    );
    expect(view({ query: makeQuery('9791185034577', { title: '', isbn: '9791185034577' }) }).title).toContain(
      'ISBN 9791185034577',
    );
  });
});

describe('a partial card', () => {
  const part = {
    state: 'partial' as const,
    total_count: 8,
    hit_count: 8,
    planned_count: 8,
    checked_count: 6,
    code: 'timeout' as const,
  };

  it('counts, explains, and offers the missing ones', () => {
    const card = view({ ...part, failed_count: 2 });
    expect(card.sub[0]).toBe('‘코스모스’ 8권 중 6권 확인');
    expect(card.note).toEqual({ tone: 'err', text: '2권은 도서관 응답이 늦어 확인하지 못했어요.' });
    expect(card.chip).toEqual({ tone: 'err', label: '6/8' });
    const kept = view({ ...part, failed_count: 2, kept_from_ms: NOON - 24 * 3_600_000 });
    expect(kept.sub).toEqual([
      '‘코스모스’ 8권 중 6권 확인',
      '새로 확인하지 못한 책은 어제 오후 3:02의 결과예요.',
    ]);
    expect(card.actions.map((action) => action.label)).toEqual(['8권 모두 보기', '2권 다시 확인']);
  });

  it('names pages that could not be read', () => {
    expect(view({ ...part, failed_page_count: 1 }).note?.text).toBe(
      '목록 1쪽은 도서관 응답이 늦어 읽지 못했어요.',
    );
    expect(view({ ...part, failed_page_count: 0 }).note?.text).toBe(
      '나머지는 도서관 응답이 늦어 확인하지 못했어요.',
    );
  });
});

describe('a card of a search that was turned away', () => {
  const away = { code: 'blocked' as const, total_count: 8, hit_count: 8, planned_count: 8, checked_count: 6 };

  it('says what is kept and when to try again, however much was found', () => {
    expect(view({ ...away, state: 'partial', failed_count: 2 }).note?.text).toBe(
      '2권은 도서관이 요청을 막아 확인하지 못했어요. 찾은 것은 그대로 있어요. 잠시 뒤에 다시 찾아 주세요.',
    );
    const failed = view({ ...nothing, code: 'blocked', state: 'failed' });
    expect(failed.title).toBe('도서관이 요청을 잠시 막았어요.');
    expect(failed.sub).toEqual(['‘코스모스’', '잠시 뒤에 다시 찾아 주세요.']);
  });
});

describe('a card of a search that outlived the app', () => {
  const line = '앱이 닫혔다가 이어서 찾았어요.';

  it.each(['complete', 'partial', 'failed'] as const)('says so when it is %s', (state) => {
    expect(view({ state, code: 'timeout', resumed: true }).sub.at(-1)).toBe(line);
    expect(view({ state, code: 'timeout' }).sub).not.toContain(line);
  });

  it('says how far it is while it goes on, and can be stopped', () => {
    const counts = { total_count: 12, hit_count: 12, planned_count: 12, checked_count: 7 };
    const card = view({ state: 'running', resumed: true, ...counts });
    expect([card.title, card.sub[0], card.chip.label]).toEqual([
      '앱이 닫혀 잠시 멈췄어요.',
      '이어서 찾고 있어요.',
      '7/12',
    ]);
    expect(card.actions.at(-1)?.kind).toBe('cancel');
  });

  it.each(['running', 'waiting'] as const)('does not say that it was found while it is %s', (state) => {
    expect(view({ state, resumed: true }).sub).not.toContain(line);
  });
});

describe('a failed card', () => {
  const codes = Object.keys(context.t.troubles) as ErrorCode[];

  it.each(codes)('%s says what happened and what to do, never that there is nothing', (code) => {
    const card = view({ state: 'failed', ...nothing, code });
    expect(card.title).toBe(context.t.troubles[code].title);
    expect(card.sub.join(' ')).toContain(context.t.troubles[code].next);
    expect(JSON.stringify(card)).not.toMatch(/결과가 없|결과 없음/);
    const wanted = { layout_unknown: ['link', 'report'], log_in: ['link'] }[code as string] ?? [
      'retry',
      'link',
    ];
    expect(card.actions.map((action) => action.kind)).toEqual(wanted);
  });

  it('keeps what was found', () => {
    const card = view({ state: 'failed', code: 'timeout', hit_count: 5, total_count: 9 });
    expect(card.sub).toContain('찾은 것은 그대로 있어요.');
  });

  it('says how often a library was asked that is down, and only then', () => {
    const down = { state: 'failed' as const, code: 'timeout' as const, tried_count: 3 };
    expect(view({ ...down, hit_count: 5 }).sub).toContain('3번 시도했어요. 찾은 것은 그대로 있어요.');
    expect(view({ ...down, ...nothing }).sub).toContain('3번 시도했어요.');
    for (const over of [
      { tried_count: 0 },
      { code: 'layout_unknown' as const },
      { code: 'blocked' as const },
    ])
      expect(view({ ...down, ...over }).sub.join(' ')).not.toContain('시도');
  });

  it('has an error told of a page that changed, also where there is no page to open', () => {
    const changed = { state: 'failed' as const, code: 'layout_unknown' as const };
    expect(actions({ ...changed, ...nothing }, { hasHome: false })).toEqual(['다시 찾기', '오류 알리기']);
    expect(actions({ ...changed, hit_count: 5 })).toEqual(['5권 모두 보기', '오류 알리기']);
  });

  it('says of when the books are that were found', () => {
    const found = { hit_count: 5, as_of_ms: NOON };
    for (const state of ['failed', 'cancelled', 'held'] as const) {
      expect(view({ state, ...found }).sub[0]).toBe('‘코스모스’ · 오후 3:02 기준');
      expect(view({ state, ...found, hit_count: 0 }).sub[0]).toBe('‘코스모스’');
    }
  });

  it.each(codes)('%s over an earlier result says of when it is, and never that there is nothing', (code) => {
    const over = { state: 'failed' as const, code, kept_from_ms: NOON - 24 * 3_600_000, ...nothing };
    const card = view({ ...over, hit_count: 5 });
    expect(card.sub).toContain('어제 오후 3:02의 결과를 보여 드리고 있어요.');
    const wanted = { layout_unknown: ['list', 'report'], log_in: ['list'] }[code as string] ?? [
      'retry',
      'list',
    ];
    expect(card.actions.map((action) => action.kind)).toEqual(wanted);
    for (const shown of [card, view(over)])
      expect(JSON.stringify(shown)).not.toMatch(/결과가 없|결과 없음|찾은 것은 없/);
  });

  it('offers no page where there is none', () => {
    expect(actions({ state: 'failed', ...nothing }, { hasHome: false })).toEqual(['다시 찾기']);
  });
});

describe('a stopped card', () => {
  it('says what is left and can go on', () => {
    const card = view({
      state: 'cancelled',
      total_count: 12,
      hit_count: 12,
      planned_count: 10,
      checked_count: 7,
    });
    expect(card.sub[1]).toBe('7권까지 확인한 결과는 남아 있어요.');
    expect(card.actions.map((action) => action.label)).toEqual(['이어서 찾기', '12권 모두 보기']);
    expect(view({ state: 'cancelled', ...nothing }).sub[1]).toBe('아직 찾은 것은 없었어요.');
    expect(view({ state: 'cancelled', ...nothing, hit_count: 3 }).sub[1]).toBe(
      '찾은 3권의 목록은 남아 있어요.',
    );
  });
});
