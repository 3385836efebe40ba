/** What the buttons of cards do, and the rows of ux.md 6.6 that are no card: sending, superseded. */
import { describe, expect, it, vi } from 'vitest';
import type Room from './features/room/Room.svelte';
import { describeRow } from './features/room/describe';
import { dictionaryOf, formatsOf } from './i18n/all';
import { t } from './i18n';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { Session } from './session.svelte';
import { rowsOf } from './state/rows';
import { libraryOf } from './state/select';

/** A session in the room of a scene, with a page that only hears what it is told. */
async function inRoom(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const session = new Session(backend);
  await session.start();
  // Nothing is drawn here.
  session.rooms.page = (() => undefined) as unknown as NonNullable<typeof session.rooms.page>;
  await session.rooms.open(1);
  const page = {
    toBottom: vi.fn(),
    suggest: vi.fn(),
    reveal: vi.fn(() => Promise.resolve(true)),
    focusComposer: vi.fn(),
    focusHeading: vi.fn(),
  };
  session.room = page as unknown as Room;
  const search = session.store.state.searches.get(2);
  if (search === undefined) throw new Error('the scene has no second search');
  const called = (name: string) => backend.calls.filter(([known]) => known === name);
  return { backend, session, page, search, called };
}

describe('a text on its way', () => {
  it('is a bubble at once, and says that it is being sent', async () => {
    const { session } = await inRoom('complete');
    const sending = session.rooms.send(1, '구토');
    const { state } = session.store;
    const row = rowsOf([], state.pending, null).at(-1);
    const library = libraryOf(state, 'sejong');
    if (row === undefined || library === undefined) throw new Error('nothing is being sent');
    const words = { t: dictionaryOf('ko'), format: formatsOf('ko') };
    const speech = {
      library,
      ...words,
      asked: () => library,
      unread: () => false,
      cardLabel: () => '',
      newsLabel: () => '',
    };
    expect(describeRow(row, speech as Parameters<typeof describeRow>[1])).toBe('나, 구토, 보내는 중');
    await sending;
    expect(session.store.state.pending).toEqual([]);
  });

  it('that is being answered already begins nothing: it is said, and its card is shown', async () => {
    const { session, page, search } = await inRoom('running');
    const before = session.store.state.logs[1]?.messages.length;
    await session.rooms.send(1, search.query.text);
    expect(session.view.notice).toBe(t.room.alreadySearching);
    expect(dictionaryOf('ko').room.alreadySearching).toBe('같은 검색을 이미 하고 있어요.');
    expect(page.reveal).toHaveBeenCalledExactlyOnceWith(search.message_id);
    expect(session.view.highlighted).toBe(search.message_id);
    expect(session.store.state.logs[1]?.messages).toHaveLength(before ?? -1);
  });

  it('that is tried again from an older card is said and shown the same way', async () => {
    const { backend, session, page, search } = await inRoom('running');
    const old = { ...search, id: 99, state: 'failed', message_id: 98, finished_at_ms: 1 } as const;
    backend.world.searches.push(old);
    await session.act('retry', old);
    expect(session.view.notice).toBe(t.room.alreadySearching);
    expect(page.reveal).toHaveBeenCalledExactlyOnceWith(search.message_id);
    expect(session.view.highlighted).toBe(search.message_id);
    expect(await session.rooms.retry(old)).toBe(false);
  });
});

describe('a button of a card', () => {
  it('tells the makers of the app of a page that changed', async () => {
    const { session, search, called } = await inRoom('changed');
    await session.act('report', search);
    expect(called('report')).toEqual([['report', { kind: 'search', search_id: 2 }]]);
  });

  it('puts a part of the title into the line to write in, and sends nothing', async () => {
    const { session, page, search, called } = await inRoom('nothing');
    await session.act('part', search);
    expect(page.suggest).toHaveBeenCalledExactlyOnceWith('마르코발도 혹은 도시의');
    expect(called('sendMessage')).toEqual([]);
  });

  it('asks all libraries in their room', async () => {
    const { session, search, called } = await inRoom('nothing');
    await session.act('everyone', search);
    expect(called('startChat')).toEqual([['startChat', 'everyone']]);
    expect(called('sendMessage')[0]?.slice(2)).toEqual([search.query.text, false]);
    expect(called('sendMessage')[0]?.[1]).not.toBe(1);
  });
});

describe('what can be borrowed', () => {
  it('is shown as the list with that choice made', async () => {
    const { session } = await inRoom('complete');
    await session.panes.showAvailable(2);
    expect(session.view.pane).toEqual({ kind: 'list', searchId: 2 });
    expect(session.panes.places.get(2)?.arrangement.available).toBe(true);
  });
});

describe('finding in a room', () => {
  it('forgets what it found once the room is emptied', async () => {
    const { backend, session } = await inRoom('complete');
    session.rooms.find.open(1);
    await session.rooms.find.look('토지');
    expect(session.rooms.find.hits.length).toBeGreaterThan(0);
    await backend.clearRoom(1);
    await vi.waitFor(() => {
      expect(session.rooms.find.hits).toEqual([]);
    });
    expect(session.rooms.find.roomId).toBeNull();
  });
});

it('listing more leads to the card in which the same question is under way', async () => {
  const { backend, session, page, search } = await inRoom('more');
  backend.world.searches.push({ ...search, id: 99, message_id: 500, state: 'running', finished_at_ms: null });
  session.view.pane = { kind: 'list', searchId: search.id };
  await session.act('more', search);
  expect(session.view.notice).toBe(t.room.alreadySearching);
  expect(session.view.pane).toBeNull();
  expect(page.reveal).toHaveBeenCalledWith(500);
  backend.world.searches.pop();
  session.closeNotice();
  await session.act('more', search);
  expect(session.view.notice).toBeNull();
});
