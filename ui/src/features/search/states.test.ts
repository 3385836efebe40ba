/** Every row of ux.md 6.6 that is a card, from the scenes the page is looked at with. Sending and superseded are session.test.ts. */
import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { format, t } from '../../i18n';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { NOON } from '../../ipc/fake/make';
import { sceneOf } from '../../ipc/fake/scenes';
import { makeActs } from './acts.fixture';
import Card from './Card.svelte';
import { cardViewOf } from './card-view';

afterEach(cleanup);

/** What a row says: title, some lines, chip, note, buttons. */
interface Said {
  title: string;
  lines: readonly string[];
  chip: string;
  note: string | null;
  buttons: readonly string[];
}
type Row = [row: string, scene: string, said: Said, slow?: boolean];

const ROWS: Row[] = [
  [
    'queued',
    'waiting',
    {
      title: '순서를 기다리고 있어요.',
      lines: ['앞에 2건 있어요.'],
      chip: '대기 3번째',
      note: null,
      buttons: ['그만 찾기'],
    },
  ],
  [
    'running, total unknown',
    'asking',
    {
      title: '‘토지’ 찾는 중이에요.',
      lines: ['도서관에 물어보고 있어요.'],
      chip: '찾는 중',
      note: null,
      buttons: ['그만 찾기'],
    },
  ],
  [
    'running n/m',
    'running',
    {
      title: '‘토지’ 찾는 중이에요.',
      lines: ['24권을 찾았어요. 먼저 10권 중 7권의 소장 정보를 확인했어요.'],
      chip: '7/10',
      note: null,
      buttons: ['지금까지 결과 보기', '그만 찾기'],
    },
  ],
  [
    'slow',
    'asking',
    {
      title: '‘토지’ 찾는 중이에요.',
      lines: ['도서관에 물어보고 있어요.'],
      chip: '찾는 중',
      note: '조금 오래 걸려요. 끝나면 알려 드릴게요.',
      buttons: ['그만 찾기'],
    },
    true,
  ],
  [
    'done',
    'complete',
    {
      title: '‘토지’ 24권을 찾았어요.',
      lines: ['오후 3:02 기준'],
      chip: '완료',
      note: null,
      buttons: ['24권 모두 보기', '지금 다시 확인'],
    },
  ],
  [
    'empty',
    'nothing',
    {
      title: '‘마르코발도 혹은 도시의 사계절’ 결과가 없어요.',
      lines: ['띄어쓰기를 바꾸거나 제목 일부만 입력해 보세요.'],
      chip: '결과 없음',
      note: null,
      buttons: ['제목 일부로 찾기', '모든 도서관에서 찾기'],
    },
  ],
  [
    'partial',
    'partial',
    {
      title: '일부만 확인했어요.',
      lines: ['‘컴퓨터구조론’ 8권 중 6권 확인'],
      chip: '6/8',
      note: '2권은 도서관 응답이 늦어 확인하지 못했어요.',
      buttons: ['8권 모두 보기', '2권 다시 확인'],
    },
  ],
  [
    'held: no network',
    'offline',
    {
      title: '인터넷에 연결되어 있지 않아요.',
      lines: ['연결되면 자동으로 다시 찾을게요.'],
      chip: '오프라인',
      note: null,
      buttons: ['다시 찾기', '취소'],
    },
  ],
  [
    'failed: library down',
    'down',
    {
      title: '도서관이 응답하지 않아요.',
      lines: ['3번 시도했어요. 찾은 것은 그대로 있어요.'],
      chip: '실패',
      note: null,
      buttons: ['다시 찾기', '24권 모두 보기'],
    },
  ],
  [
    'failed: page changed',
    'changed',
    {
      title: '도서관 화면이 바뀌어 읽지 못했어요.',
      lines: ['앱을 업데이트하면 해결될 수 있어요.'],
      chip: '실패',
      note: null,
      buttons: ['누리집 열기', '오류 알리기'],
    },
  ],
  [
    'failed: blocked',
    'blocked',
    {
      title: '도서관이 요청을 잠시 막았어요.',
      lines: ['잠시 뒤에 다시 찾아 주세요.'],
      chip: '실패',
      note: null,
      buttons: ['다시 찾기', '누리집 열기'],
    },
  ],
  [
    'cancelled',
    'cancelled',
    {
      title: '찾기를 그만뒀어요.',
      lines: ['7권까지 확인한 결과는 남아 있어요.'],
      chip: '그만둠',
      note: null,
      buttons: ['이어서 찾기', '24권 모두 보기'],
    },
  ],
  [
    'cached',
    'cached',
    {
      title: '‘토지’ 24권을 찾았어요.',
      lines: ['오늘 오전 9:02 기준'],
      chip: '저장된 결과',
      note: null,
      buttons: ['지금 다시 확인', '24권 모두 보기'],
    },
  ],
  [
    'cached, with more to load',
    'cached-more',
    {
      title: '‘토지’ 1,204권을 찾았어요.',
      lines: ['오늘 오전 9:02 기준', '500권까지 불러왔어요.'],
      chip: '저장된 결과',
      note: null,
      buttons: ['지금 다시 확인', '500권 모두 보기'],
    },
  ],
  [
    'cached, empty',
    'cached-nothing',
    {
      title: '‘코스모스’ 결과가 없어요.',
      lines: ['오늘 오전 9:02 기준'],
      chip: '저장된 결과',
      note: null,
      buttons: ['지금 다시 확인', '제목 일부로 찾기'],
    },
  ],
  [
    'offline+cached',
    'offline-kept',
    {
      title: '‘토지’ 24권을 찾았어요.',
      lines: ['오늘 오전 9:02 기준'],
      chip: '저장된 결과',
      note: '인터넷에 연결되면 대출 상태를 다시 확인할게요.',
      buttons: ['24권 모두 보기'],
    },
  ],
  [
    'interrupted',
    'resuming',
    {
      title: '앱이 닫혀 잠시 멈췄어요.',
      lines: ['이어서 찾고 있어요.'],
      chip: '7/10',
      note: null,
      buttons: ['지금까지 결과 보기', '그만 찾기'],
    },
  ],
];

/** The search a scene is about, with the rest of what its card is told. */
function told(scene: string, slow = false) {
  const { searches, hits, offline } = sceneOf(scene);
  const search = searches.at(-1);
  if (search === undefined) throw new Error(`the scene ${scene} has no search`);
  return {
    search,
    hits: hits.filter((hit) => hit.search_id === search.id),
    context: {
      now: NOON,
      slow,
      told: true,
      offline,
      paused: false,
      hasHome: true,
      canAskAll: true,
      watch: null,
    },
  };
}

describe('the state', () => {
  it.each(ROWS)('%s says what happened, and what can be done', (_, scene, said, slow) => {
    const { search, context } = told(scene, slow);
    const view = cardViewOf(search, { t: dictionaryOf('ko'), format: formatsOf('ko'), ...context });
    expect(view.title).toBe(said.title);
    expect(view.sub).toEqual(expect.arrayContaining([...said.lines]));
    expect(view.chip.label).toBe(said.chip);
    expect(view.note?.text ?? null).toBe(said.note);
    expect(view.actions.map(({ label }) => label)).toEqual(said.buttons);
  });

  it.each(ROWS)('%s is drawn with all of it', (_, scene, __, slow) => {
    const { search, hits, context } = told(scene, slow);
    const heard = { onaction: vi.fn(), onbook: vi.fn(), oncopy: vi.fn() };
    const acts = makeActs();
    const rest = { practice: false, acts, menu: () => [], watch: () => () => undefined };
    render(Card, { search, hits, ...context, ...rest, ...heard });
    const card = screen.getByTestId('card');
    const view = cardViewOf(search, { t, format, ...context });
    expect(within(card).getByRole('heading', { level: 3 }).textContent).toBe(view.title);
    for (const text of [...view.sub, view.chip.label, ...(view.note === null ? [] : [view.note.text])])
      expect(card.textContent).toContain(text);
    const pressed = view.actions.map(({ kind, label }) => {
      within(card).getByRole('button', { name: label }).click();
      return kind;
    });
    expect(heard.onaction.mock.calls.map(([kind]: unknown[]) => kind)).toEqual(pressed);
    expect(within(card).queryByRole('progressbar') !== null).toBe(view.progress !== null);
  });
});
