import { expect, it, vi } from 'vitest';
import { t } from './i18n';
import { FakeBackend } from './ipc/fake/backend';
import { makeRoom } from './ipc/fake/make';
import { sceneOf } from './ipc/fake/scenes';
import { Session } from './session.svelte';

it.each([
  ['in view loses', true],
  ['out of sight keeps', false],
])('a room %s the badge of what ended while events were missed', async (_, focused) => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(focused);
  const backend = new FakeBackend(sceneOf('running'));
  const session = new Session(backend);
  await session.start();
  await session.rooms.open(1);
  backend.world.rooms = [makeRoom({ unseen_count: 1 })];
  backend.emit({ kind: 'resync' });
  await vi.waitFor(() => expect(backend.calls.filter(([name]) => name === 'openRoom')).toHaveLength(2));
  await new Promise((done) => setTimeout(done));
  const seen = backend.calls.filter(([name]) => name === 'markSeen');
  expect(seen.length > 0).toBe(focused);
  expect(session.store.state.rooms[1]?.unseen_count).toBe(focused ? 0 : 1);
});

it.each(['visible', 'hidden'] as const)(
  'what a click opens in a %s window is seen as soon as it can be, without the keyboard',
  async (visibility) => {
    vi.spyOn(document, 'hasFocus').mockReturnValue(false);
    const state = vi.spyOn(document, 'visibilityState', 'get').mockReturnValue(visibility);
    const backend = new FakeBackend(sceneOf('running'));
    backend.world.rooms = [makeRoom({ unseen_count: 1 })];
    const session = new Session(backend);
    await session.start();
    const unseen = () => session.store.state.rooms[1]?.unseen_count;
    await session.openTarget({ room_id: 1, message_id: 2 });
    expect(unseen()).toBe(visibility === 'visible' ? 0 : 1);
    state.mockReturnValue('visible');
    session.look();
    expect(unseen()).toBe(0);
    // What comes later, while another window has the keyboard, is not seen.
    backend.world.rooms = [makeRoom({ unseen_count: 1 })];
    await session.rooms.open(1);
    session.look();
    expect(unseen()).toBe(1);
  },
);

it('a room that was read before it was marked as seen has no badge all the same', async () => {
  vi.spyOn(document, 'hasFocus').mockReturnValue(true);
  const backend = new FakeBackend(sceneOf('running'));
  backend.world.rooms = [makeRoom({ unseen_count: 1 })];
  const session = new Session(backend);
  await session.start();
  const early = await backend.openRoom(1, null);
  expect(early.room.unseen_count).toBe(1);
  vi.spyOn(backend, 'openRoom').mockResolvedValueOnce(early);
  // What it tells came before that answer, and comes no more.
  vi.spyOn(backend, 'markSeen').mockResolvedValue(null);
  await session.rooms.open(1);
  expect(session.store.state.rooms[1]?.unseen_count).toBe(0);
});

it('what was asked for outside the page and could not be done is said', async () => {
  const backend = new FakeBackend(sceneOf('list'));
  const session = new Session(backend);
  await session.start();
  backend.emit({ kind: 'failed', code: 'disk_full' });
  await vi.waitFor(() => expect(session.view.notice).toBe(t.commandErrors.disk_full));
});

it('what could not be read is not open, and that is said', async () => {
  const session = new Session(new FakeBackend(sceneOf('list')));
  await session.start();
  vi.spyOn(session.rooms, 'load').mockImplementation(() => {
    session.notify(t.nav.notLoaded);
    return Promise.resolve(false);
  });
  session.overlay = { kind: 'palette' };
  session.view.open('jobs');
  await session.loadAsked();
  expect([session.overlay, session.view.screen, session.view.notice]).toEqual([null, null, t.nav.notLoaded]);
});

it('a start that failed is tried again, and the app is listened to once', async () => {
  const backend = new FakeBackend({ ...sceneOf('list'), broken: 'storage' });
  const listen = vi.spyOn(backend, 'onChange');
  const session = new Session(backend);
  await session.start();
  expect(session.store.state.phase).toMatchObject({ kind: 'failed', code: 'storage' });
  backend.world.broken = null;
  const again = session.start();
  expect(session.store.state.phase.kind).toBe('loading');
  await again;
  expect([session.store.state.phase.kind, session.view.tab]).toEqual(['ready', 'chats']);
  expect(listen).toHaveBeenCalledOnce();
});
