import { describe, expect, it, vi } from 'vitest';
import { FakeBackend } from '../ipc/fake/backend';
import { makeRoom, makeText, NOON } from '../ipc/fake/make';
import { sceneOf } from '../ipc/fake/scenes';
import type { Hit } from '../ipc/bindings/Hit';
import { Store } from './store.svelte';

/** A page with its first room open, whose frames come at once. */
async function over(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const events = { changed: vi.fn(), open: vi.fn(), closing: vi.fn(), saved: vi.fn(), failed: vi.fn() };
  const store = new Store(
    backend,
    events,
    () => NOON,
    (apply) => {
      apply();
    },
  );
  await store.start();
  await store.openRoom(1);
  backend.calls.length = 0;
  const called = (name: string) => backend.calls.filter(([call]) => call === name);
  return { backend, events, store, called };
}
type Page = Awaited<ReturnType<typeof over>>;

/** The next version of every search, with these hits. */
function move({ backend }: Page, hits: (hits: Hit[]) => Hit[] = (same) => same): void {
  const { world } = backend;
  world.hits = hits(world.hits);
  world.searches = world.searches.map((search) => ({ ...search, version: search.version + 1 }));
}

/** Events were missed: what the page reads now, until it is done. */
async function resync(page: Page): Promise<void> {
  const rounds = page.called('start').length;
  page.backend.emit({ kind: 'resync' });
  await vi.waitFor(() => expect(page.called('start').length).toBeGreaterThan(rounds));
  await new Promise((done) => setTimeout(done));
}

describe('reading everything again', () => {
  it('takes over how a search ended, and says what changed', async () => {
    const page = await over('running');
    page.backend.world.searches = page.backend.world.searches.map((search) => ({
      ...search,
      version: 99,
      state: 'complete',
    }));
    page.backend.world.rooms = [makeRoom({ unseen_count: 1 })];
    await resync(page);
    const [before, after] = page.events.changed.mock.lastCall as [Store['state'], Store['state']];
    expect([before.searches.get(2)?.state, after.searches.get(2)?.state]).toEqual(['running', 'complete']);
    expect(after.rooms[1]?.unseen_count).toBe(1);
    expect(page.store.state.rooms).toBe(after.rooms);
    expect(page.store.state.searches.get(2)).toBe(after.searches.get(2));
  });

  it('replaces as many hits as were known: some changed, some went, in the first ten and behind them', async () => {
    const page = await over('more');
    await page.store.loadHits(2);
    move(page, (hits) =>
      hits
        .filter((hit) => hit.search_id !== 2 || (hit.position !== 4 && hit.position !== 250))
        .map((hit) => (hit.id === 349 ? { ...hit, copies_state: 'checked' as const } : hit)),
    );
    await resync(page);
    const hits = page.store.state.hits.get(2) ?? [];
    expect(hits).toHaveLength(498);
    expect(hits.some((hit) => hit.position === 4 || hit.position === 250)).toBe(false);
    expect(hits.find((hit) => hit.id === 349)?.copies_state).toBe('checked');
  });

  it('reads no list again that cannot have changed, and none that is known by its first books', async () => {
    const page = await over('more');
    await resync(page);
    expect(page.called('listHits')).toEqual([]);
    await page.store.loadHits(2);
    page.backend.calls.length = 0;
    await resync(page);
    expect(page.called('listHits')).toEqual([]);
    move(page);
    await resync(page);
    expect(page.called('listHits')).toHaveLength(5);
  });

  it('keeps the older messages that were read, and closes a gap before it', async () => {
    const page = await over('history');
    await page.store.loadOlder(1);
    const { world } = page.backend;
    const known = page.store.state.logs[1]?.messages ?? [];
    expect(known).toHaveLength(400);
    await resync(page);
    const logOf = () => page.store.state.logs[1];
    expect(logOf()?.messages.map((m) => m.id)).toEqual(known.map((m) => m.id));
    expect(logOf()?.hasOlder).toBe(true);
    world.messages.push(...Array.from({ length: 300 }, (_, index) => makeText(1_000 + index, '새 질문')));
    await resync(page);
    expect(logOf()?.messages).toHaveLength(700);
    expect(logOf()?.messages[0]?.id).toBe(known[0]?.id);
    expect(logOf()?.hasOlder).toBe(true);
  });

  it('happens one at a time, and once more for all that came meanwhile', async () => {
    const page = await over('running');
    const answers: (() => void)[] = [];
    const start = page.backend.start.bind(page.backend);
    const asked = vi.spyOn(page.backend, 'start').mockImplementation(async () => {
      await new Promise<void>((done) => answers.push(done));
      return start();
    });
    for (let time = 0; time < 4; time += 1) page.backend.emit({ kind: 'resync' });
    expect(asked).toHaveBeenCalledOnce();
    answers[0]?.();
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
    answers[1]?.();
    await vi.waitFor(() => expect(page.called('openRoom')).toHaveLength(2));
    await new Promise((done) => setTimeout(done));
    expect(asked).toHaveBeenCalledTimes(2);
  });

  it('says that it failed, and works the next time', async () => {
    const page = await over('running');
    page.backend.world.broken = 'storage';
    await resync(page);
    expect(page.events.failed).toHaveBeenCalledWith('storage');
    page.backend.world.broken = null;
    move(page, (hits) => hits.filter((hit) => hit.search_id === 2).slice(0, 3));
    await resync(page);
    expect(page.store.state.hits.get(2)).toHaveLength(3);
  });
});
