import { expect, it, vi } from 'vitest';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { Work } from './work.svelte';

it('reads once more after the reading under way, however often it is asked', async () => {
  const backend = new FakeBackend(sceneOf('jobs'));
  const work = new Work(backend, vi.fn());
  await Promise.all([work.read(), work.read(), work.read(), work.read()]);
  expect(backend.calls.filter(([name]) => name === 'queueView').length).toBeLessThanOrEqual(2);
  expect(work.view?.searches).toHaveLength(5);
});

it('says that it could not be read, and keeps what it had', async () => {
  const backend = new FakeBackend(sceneOf('jobs'));
  const work = new Work(backend, vi.fn());
  await work.read();
  vi.spyOn(backend, 'queueView').mockRejectedValueOnce(new Error('no'));
  await work.read();
  expect(work.failed).toBe(true);
  expect(work.view).not.toBeNull();
  await work.read();
  expect(work.failed).toBe(false);
});

it('tells that the list could not be cleared', async () => {
  const backend = new FakeBackend(sceneOf('jobs'));
  const tell = vi.fn();
  const work = new Work(backend, tell);
  vi.spyOn(backend, 'clearEnded').mockRejectedValueOnce({ code: 'storage', message: '' });
  expect(await work.clearEnded()).toBe(false);
  expect(tell).toHaveBeenCalledWith('storage');
});
