import { describe, expect, it } from 'vitest';
import { NOON } from '../../ipc/fake/make';
import { actions, nothing, view } from './card.fixture';

describe('a waiting card', () => {
  it('says how many are ahead, and can be stopped', () => {
    const card = view({ state: 'waiting', ...nothing, ahead_count: 2 });
    expect([card.title, card.sub, card.chip.label]).toEqual([
      '순서를 기다리고 있어요.',
      ['앞에 2건 있어요.'],
      '대기 3번째',
    ]);
    expect(card.actions).toEqual([{ kind: 'cancel', label: '그만 찾기' }]);
    expect(card.progress).toBeNull();
  });

  it('says it goes on after the app was closed', () => {
    expect(view({ state: 'waiting', ...nothing, resumed: true }).title).toBe('앱이 닫혀 잠시 멈췄어요.');
  });
});

describe('while everything is paused, a card', () => {
  it.each(['waiting', 'running'] as const)('that was %s does not say that it looks for anything', (state) => {
    const card = view({ state, ...nothing }, { paused: true });
    expect([card.title, card.sub, card.chip.label]).toEqual([
      '잠시 멈춰 있어요.',
      ['‘코스모스’', '모든 작업이 잠시 멈춰 있어요.'],
      '멈춤',
    ]);
    expect(card.progress).toBeNull();
    expect(card.actions).toEqual([{ kind: 'cancel', label: '그만 찾기' }]);
  });

  it('shows what it has so far', () => {
    const card = view(
      { state: 'running', total_count: 12, hit_count: 12, planned_count: 12, checked_count: 7 },
      { paused: true },
    );
    expect(card.sub).toContain('12권 중 7권의 소장 정보를 확인했어요.');
    expect(card.actions.map(({ kind }) => kind)).toEqual(['list', 'cancel']);
  });
});

describe('a running card', () => {
  it('does not know how much there is at first', () => {
    const card = view({ state: 'running', ...nothing });
    expect(card.title).toBe('‘코스모스’ 찾는 중이에요.');
    expect(card.sub).toEqual(['도서관에 물어보고 있어요.']);
    expect(card.progress?.share).toBeNull();
  });

  it('counts n of m', () => {
    const card = view({
      state: 'running',
      total_count: 12,
      hit_count: 12,
      planned_count: 12,
      checked_count: 7,
    });
    expect(card.sub).toEqual(['12권 중 7권의 소장 정보를 확인했어요.']);
    expect(card.chip.label).toBe('7/12');
    expect(card.progress).toEqual({ share: 7 / 12, label: '12권 중 7권' });
    expect(card.actions.map((action) => action.label)).toEqual(['지금까지 결과 보기', '그만 찾기']);
  });

  it('does not claim that books nobody asked about are being checked', () => {
    const card = view({
      state: 'running',
      total_count: 104,
      hit_count: 50,
      planned_count: 10,
      checked_count: 7,
    });
    expect(card.sub).toEqual(['104권을 찾았어요. 먼저 10권 중 7권의 소장 정보를 확인했어요.']);
  });

  it('promises a notification when it takes long, and says why it waits when it knows', () => {
    const live = { state: 'running' as const, ...nothing };
    expect(view(live, { slow: true }).note?.text).toBe('조금 오래 걸려요. 끝나면 알려 드릴게요.');
    expect(view(live, { slow: true, told: false }).note?.text).toBe('조금 오래 걸려요.');
    expect(view({ ...live, code: 'blocked' }, { slow: true }).note?.text).toContain('요청을 잠시 막았어요');
    expect(view({ ...live, code: 'tls' }, { slow: true }).note?.text).toBe(
      '조금 오래 걸려요. 끝나면 알려 드릴게요.',
    );
  });

  it('says how old what it shows is while it asks again', () => {
    const card = view({ state: 'running', kept_from_ms: NOON - 3_600_000 });
    expect(card.sub).toContain('오후 2:02의 결과를 보여 드리고 있어요.');
    const yesterday = { kept_from_ms: NOON - 24 * 3_600_000 };
    expect(view({ state: 'waiting', ...yesterday }).sub).toContain(
      '어제 오후 3:02의 결과를 보여 드리고 있어요.',
    );
  });

  it('does not claim to show an earlier result of which nothing is left', () => {
    const card = view({ state: 'running', ...nothing, kept_from_ms: NOON - 3_600_000 });
    expect(card.sub).toEqual(['도서관에 물어보고 있어요.']);
  });
});

describe('a card without a network', () => {
  const waits = { state: 'waiting' as const, ...nothing, code: 'network' as const };
  const cut = { offline: true };

  it('says so, that it goes on by itself, and can be tried or given up', () => {
    for (const state of ['waiting', 'running'] as const) {
      const card = view({ ...waits, state }, cut);
      expect(card.title).toBe('인터넷에 연결되어 있지 않아요.');
      expect(card.sub).toEqual(['‘코스모스’', '연결되면 자동으로 다시 찾을게요.']);
      expect(card.actions.map((action) => action.kind)).toEqual(['retry', 'cancel']);
      expect(card.progress).toBeNull();
    }
  });

  it('says how far it came', () => {
    const counts = { total_count: 12, hit_count: 12, planned_count: 12, checked_count: 7 };
    expect(view({ ...waits, ...counts }, cut).sub).toContain('12권 중 7권의 소장 정보를 확인했어요.');
  });

  it('shows an earlier answer as that answer, with its day, until then', () => {
    const kept = { total_count: 24, hit_count: 24, kept_from_ms: NOON - 86_400_000 };
    const card = view({ ...waits, ...kept }, cut);
    expect(card.title).toBe('‘코스모스’ 24권을 찾았어요.');
    expect(card.sub).toEqual(['어제 오후 3:02 기준']);
    expect(card.chip).toEqual({ tone: 'saved', label: '저장된 결과' });
    expect(card.note?.text).toBe('인터넷에 연결되면 대출 상태를 다시 확인할게요.');
    expect(card.actions.map((action) => action.kind)).toEqual(['list']);
    expect(view({ ...waits, ...kept, hit_count: 1 }, cut).actions[0]?.label).toBe('자세히 보기');
  });

  it('is as ever when the search does not need one, and when only the library cannot be reached', () => {
    expect(view({ ...waits, code: null }, cut).title).toBe('순서를 기다리고 있어요.');
    expect(view({ ...waits, state: 'running' }).note?.text).toContain('도서관에 연결하지 못했어요.');
  });
});

describe('a parked card', () => {
  it('says so, what there is, and how it goes on', () => {
    const held = view({ state: 'held', planned_count: 2, checked_count: 1 });
    expect(held.title).toBe('잠시 멈춰 있어요.');
    expect(held.sub).toEqual([
      '‘코스모스’ · 오후 3:02 기준',
      '2권 중 1권의 소장 정보를 확인했어요.',
      '[계속]을 누르면 이어서 찾아요.',
    ]);
    expect(held.progress).toBeNull();
    expect(actions({ state: 'held' })).toEqual(['계속', '2권 모두 보기']);
    expect(actions({ state: 'held', hit_count: 0 })).toEqual(['계속', '그만 찾기']);
  });
});
