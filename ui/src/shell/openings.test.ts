import { describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { s } from '../i18n/screens';
import { FakeBackend } from '../ipc/fake/backend';
import type { Opening } from '../ipc/bindings/Opening';
import { makeRoom, NOON } from '../ipc/fake/make';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';

async function over(scene: string, prepare: (backend: FakeBackend) => void = () => undefined) {
  const backend = new FakeBackend(sceneOf(scene), 0);
  prepare(backend);
  const session = new Session(backend);
  await session.start();
  const calls = (name: string) => backend.calls.filter(([called]) => called === name);
  return { backend, session, calls };
}
const link = (library_id: string, text = '토지'): Opening => ({ kind: 'question', library_id, text });

describe('a link with a question', () => {
  it('leads to the room of its library, says where it comes from, and sends nothing', async () => {
    const { session, calls } = await over('friends');
    await session.show(link('sejong'));
    expect(calls('startChat')).toEqual([['startChat', 'sejong']]);
    expect(session.store.state.rooms[session.view.roomId ?? 0]?.library_id).toBe('sejong');
    expect(session.view.notice).toBe(s.opening.question);
    expect(calls('sendMessage')).toEqual([]);
  });

  it('says that what was being written comes back', async () => {
    const { session } = await over('empty', ({ world }) => {
      world.rooms = [makeRoom({ draft: '쓰다 만' })];
    });
    await session.show(link('sejong'));
    expect(session.view.notice).toBe(`${s.opening.question} ${t.room.putAside}`);
  });

  it.each([
    ['that the app does not know', 'atlantis', s.opening.unknown],
    ['that was not confirmed', 'hufs', s.opening.unconfirmed('Hankuk University of Foreign Studies Library')],
    ['where nothing can be asked', 'alerts', s.opening.unconfirmed('Availability alerts')],
  ])('to a library %s opens nothing and says so', async (_, library, said) => {
    const { session, calls } = await over('empty');
    await session.show(link(library));
    expect(calls('startChat')).toEqual([]);
    expect(session.view.roomId).toBeNull();
    expect(session.view.notice).toBe(said);
  });

  it('that is longer than a question may be opens nothing and says so', async () => {
    const { session, calls } = await over('empty');
    await session.show({ kind: 'too_long' });
    expect(calls('startChat')).toEqual([]);
    expect([session.view.notice, session.view.noticeStays]).toEqual([s.opening.tooLong, true]);
  });

  it('that was clicked before the page was there is shown at its start', async () => {
    const { session } = await over('empty', ({ world }) => {
      world.open = link('sejong');
    });
    await vi.waitFor(() => expect(session.view.notice).toBe(s.opening.question));
  });
});

describe('the line to write in', () => {
  const line: Opening = { kind: 'line' };
  const libraryAt = ({ store, view }: Session) => store.state.rooms[view.roomId ?? 0]?.library_id;

  it('is that of the room where one was last', async () => {
    const { session } = await over('list');
    await session.rooms.open(2);
    session.rooms.close();
    session.view.open('settings');
    session.overlay = { kind: 'keys' };
    await session.show(line);
    expect(session.view.seenRoomId).toBe(2);
    expect(session.overlay).toBeNull();
  });

  it('is that of the room with the last activity, never of the alerts', async () => {
    const { session } = await over('list', ({ world }) => {
      world.rooms = [...world.rooms, makeRoom({ id: 3, library_id: 'alerts', active_at_ms: NOON * 2 })];
    });
    await session.rooms.open(3);
    await session.show(line);
    expect(libraryAt(session)).toBe('sejong');
  });

  it('is that of the first friend where nobody was talked to yet', async () => {
    const { session } = await over('friends');
    await session.show(line);
    expect(libraryAt(session)).toBe('sejong');
  });
});

it.each([
  ['work', 'jobs'],
  ['settings', 'settings'],
] as const)('%s: shown as a screen', async (kind, screen) => {
  const { session } = await over('list');
  session.view.profileId = 'sejong';
  await session.show({ kind });
  expect(session.view.screen).toBe(screen);
  expect(session.view.profileId).toBeNull();
});
