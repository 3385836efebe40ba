import { describe, expect, it, vi } from 'vitest';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { Session } from './session.svelte';
import { rowsOf } from './state/rows';

async function at(scene: string, prepare: (backend: FakeBackend) => void = () => undefined) {
  const backend = new FakeBackend(sceneOf(scene), 0, 20);
  prepare(backend);
  const session = new Session(backend);
  await session.start();
  const pages = (): number =>
    backend.calls.filter(([name, , before]) => name === 'openRoom' && before !== null).length;
  const places = (): unknown[] => backend.calls.filter(([name]) => name === 'setPlace');
  return { backend, session, rooms: session.rooms, pages, places };
}

describe('the place where a room was left', () => {
  const left = (messageId: number) => (backend: FakeBackend) => {
    backend.world.rooms = backend.world.rooms.map((room) => ({
      ...room,
      place: { message_id: messageId, above_px: 10 },
    }));
  };

  it('is read back to before the room is shown', async () => {
    const { backend, session, rooms, pages } = await at('history', left(530));
    const shown: boolean[] = [];
    const openRoom = backend.openRoom.bind(backend);
    vi.spyOn(backend, 'openRoom').mockImplementation((...asked) => {
      shown.push(!rooms.back.isComing(1));
      return openRoom(...asked);
    });
    await rooms.open(1);
    expect(shown).toEqual([false, false, false, false]);
    expect(rooms.back.isComing(1)).toBe(false);
    expect(pages()).toBe(3);
    expect(session.store.state.logs[1]?.messages[0]?.id).toBeLessThanOrEqual(530);
    expect(rooms.back.placeOf(1)).toEqual({ message_id: 530, above_px: 10 });
  });

  it('is given up when it is too far back', async () => {
    const { rooms, pages } = await at('history', left(3));
    await rooms.open(1);
    expect(pages()).toBe(10);
    expect(rooms.back.isComing(1)).toBe(false);
  });

  it('is not looked for where something was not seen yet', async () => {
    const { rooms, pages } = await at('history', (backend) => {
      left(530)(backend);
      backend.world.rooms = backend.world.rooms.map((room) => ({ ...room, unseen_count: 1 }));
    });
    await rooms.open(1);
    expect(pages()).toBe(0);
  });

  it('is kept when the room is left, and its end as none', async () => {
    const { rooms, places } = await at('history');
    await rooms.open(1);
    rooms.back.places.leave(1, { message_id: 590, above_px: 3 }, Date.now());
    expect(places()).toEqual([]);
    rooms.close();
    expect(places()).toEqual([['setPlace', 1, { message_id: 590, above_px: 3 }]]);
    await rooms.open(1);
    rooms.back.places.leave(1, null, Date.now());
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    rooms.flush();
    expect(places().at(-1)).toEqual(['setPlace', 1, null]);
  });
});

describe('asking all libraries', () => {
  it('opens their room and sends the text there, once to each', async () => {
    const { session, rooms, backend } = await at('connections');
    await rooms.askEveryone('구토');
    const { roomId } = session.view;
    expect(session.store.state.rooms[roomId ?? 0]?.library_id).toBe('everyone');
    expect(backend.calls.filter(([name]) => name === 'sendMessage')).toEqual([
      ['sendMessage', roomId, '구토', false],
    ]);
    const asked = session.store.state.searches.values().map((search) => search.library_id);
    expect(asked).toEqual(['sejong', 'hufs', 'snue']);
  });

  it('does nothing where there are no two to ask', async () => {
    const { session, rooms, backend } = await at('complete');
    await rooms.askEveryone('구토');
    expect(session.view.roomId).toBeNull();
    expect(backend.calls.some(([name]) => name === 'startChat')).toBe(false);
  });
});

describe('a room', () => {
  it('has no line up to which it was read once something was asked in it', async () => {
    const { session, rooms } = await at('list');
    await rooms.open(2);
    expect(rooms.readUpTo(2)).toBe(11);
    await rooms.send(2, '구토');
    expect(rooms.readUpTo(2)).toBeNull();
    expect(session.store.state.logs[2]?.messages.length).toBeGreaterThan(2);
  });

  it('has a search tried again that could not be finished, and no other', async () => {
    for (const [scene, again] of [
      ['failed', true],
      ['partial', true],
      ['complete', false],
      ['running', false],
    ] as const) {
      const { session, rooms, backend } = await at(scene);
      await rooms.open(1);
      const row = rowsOf(session.store.state.logs[1]?.messages ?? [], []).findLast(
        (each) => each.kind === 'message',
      );
      if (row?.kind !== 'message') throw new Error('the scene has no message');
      expect(rooms.mend(row)).toBe(again);
      expect(backend.calls.some(([name]) => name === 'retrySearch')).toBe(again);
    }
  });
});
