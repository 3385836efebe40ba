import { describe, expect, it, vi } from 'vitest';
import { FakeBackend } from '../ipc/fake/backend';
import { makeHit, makeSearch, NOON } from '../ipc/fake/make';
import { sceneOf } from '../ipc/fake/scenes';
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import { Store } from './store.svelte';

/** A store over a scene whose frames come when the test says so. */
function over(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const events = {
    changed: vi.fn(),
    open: vi.fn(),
    closing: vi.fn(),
    saved: vi.fn(),
    failed: vi.fn<(code: CommandErrorCode) => void>(),
  };
  const frames: (() => void)[] = [];
  const store = new Store(
    backend,
    events,
    () => NOON,
    (apply) => frames.push(apply),
  );
  return { backend, events, store, frames, frame: () => frames.splice(0).forEach((apply) => apply()) };
}

describe('the store', () => {
  it('listens before it asks, and is ready with what it was told', async () => {
    const { store, backend } = over('list');
    const order: string[] = [];
    const listen = backend.onChange.bind(backend);
    vi.spyOn(backend, 'onChange').mockImplementation((listener) => {
      order.push(...backend.calls.map(([name]) => name), 'listen');
      return listen(listener);
    });
    await store.start();
    expect(order).toEqual(['listen']);
    expect(store.state.phase.kind).toBe('ready');
    expect(Object.keys(store.state.rooms)).toEqual(['1', '2']);
  });

  it('says by its code why it cannot start', async () => {
    const { store } = over('broken');
    await store.start();
    expect(store.state.phase).toEqual({ kind: 'failed', code: 'newer_data', message: 'scripted' });
  });

  it('applies all changes of a frame at once', async () => {
    const { store, backend, events, frames, frame } = over('running');
    await store.start();
    for (const version of [2, 3, 4]) {
      backend.emit({
        kind: 'search',
        search: makeSearch({ id: 2, version, checked_count: version }),
        hits: [],
        gone_hit_ids: [],
      });
    }
    expect(frames).toHaveLength(1);
    frame();
    expect(store.state.searches.get(2)?.checked_count).toBe(4);
    expect(events.changed).toHaveBeenCalledOnce();
  });

  it('shows my text at once, and replaces it by what was stored', async () => {
    const { store } = over('empty');
    await store.start();
    await store.openRoom(1);
    const sending = store.send(1, '구토');
    expect(store.state.pending.map((p) => p.text)).toEqual(['구토']);
    await sending;
    expect(store.state.pending).toEqual([]);
    expect(store.state.logs[1]?.messages.at(-2)?.body).toMatchObject({ kind: 'text', text: '구토' });
  });

  it('keeps a text that could not be sent, sends it again, or lets it go', async () => {
    const { store, backend } = over('mute');
    await store.start();
    await store.openRoom(1);
    await store.send(1, '구토');
    expect(store.state.pending[0]).toMatchObject({ text: '구토', failed: 'disk_full' });
    backend.world.mute = null;
    await store.resend(store.state.pending[0]?.key ?? 0);
    expect(store.state.pending).toEqual([]);
    backend.world.mute = 'internal';
    await store.send(1, '토지');
    store.discard(store.state.pending[0]?.key ?? 0);
    expect(store.state.pending).toEqual([]);
  });

  it('reads a whole list in pieces, and keeps what changed meanwhile', async () => {
    const { store, backend, frame } = over('more');
    await store.start();
    await store.openRoom(1);
    const reading = store.loadHits(2);
    const fresh = makeHit({ id: 150, search_id: 2, position: 50, title: '새 소식' });
    backend.emit({
      kind: 'search',
      search: makeSearch({ id: 2, version: 9 }),
      hits: [fresh],
      gone_hit_ids: [],
    });
    frame();
    expect(await reading).toBe(true);
    expect(store.state.hits.get(2)).toHaveLength(500);
    expect(store.state.hits.get(2)?.[50]?.title).toBe('새 소식');
    expect(backend.calls.filter(([name]) => name === 'listHits')).toHaveLength(6);
  });

  it('passes on a click on a notification, and tells of a command that failed', async () => {
    const { store, backend, events, frame } = over('running');
    await store.start();
    backend.emit({ kind: 'open', opening: { kind: 'message', target: { room_id: 1, message_id: 5 } } });
    frame();
    expect(events.open).toHaveBeenCalledWith({ kind: 'message', target: { room_id: 1, message_id: 5 } });
    expect(await store.cancel(404)).toBe(false);
    expect(events.failed).toHaveBeenCalledWith('not_found');
  });

  it('takes a badge off once', async () => {
    const { store, backend } = over('list');
    await store.start();
    store.markSeen(2);
    store.markSeen(2);
    expect(store.state.rooms[2]?.unseen_count).toBe(0);
    expect(backend.calls.filter(([name]) => name === 'markSeen')).toHaveLength(1);
  });
});
