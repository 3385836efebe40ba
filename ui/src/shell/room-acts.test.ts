import { afterEach, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import { clear, writeOut } from './room-acts';

afterEach(() => {
  vi.useRealTimers();
});

it('says where a conversation was written, until that is closed or something else is said', async () => {
  const backend = new FakeBackend(sceneOf('complete'));
  const session = new Session(backend);
  await session.start();
  vi.useFakeTimers();
  session.notify(t.drawer.left);
  vi.spyOn(backend, 'exportRoom').mockResolvedValue('/home/haneul/1.txt');
  await writeOut(session, 1, 'text');
  vi.advanceTimersByTime(60_000);
  expect(session.view.notice).toBe(t.drawer.exported('/home/haneul/1.txt'));
  expect(session.view.noticeStays).toBe(true);
  session.closeNotice();
  expect(session.view.notice).toBeNull();
  session.notify(t.drawer.left);
  expect(session.view.noticeStays).toBe(false);
  vi.advanceTimersByTime(60_000);
  expect(session.view.notice).toBeNull();
});

it('notices that a room was emptied only where the room itself does not show it', async () => {
  const session = new Session(new FakeBackend(sceneOf('list')));
  await session.start();
  session.view.show(1);
  const said = vi.spyOn(session, 'say');
  await clear(session, 1);
  expect(said).toHaveBeenCalledWith(t.drawer.cleared);
  expect(session.view.notice).toBeNull();
  await clear(session, 2);
  expect(session.view.notice).toBe(t.drawer.cleared);
});
