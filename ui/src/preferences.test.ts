import { beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { applySettings, nextSize } from './preferences.svelte';
import { Session } from './session.svelte';
import { emptyState } from './state/model';

const { settings } = emptyState;
const root = document.documentElement;

async function open() {
  const backend = new FakeBackend(sceneOf('settings'));
  const session = new Session(backend);
  await session.start();
  return { backend, session, preferences: session.preferences };
}

beforeEach(() => {
  applySettings(settings, root);
});

describe('the page', () => {
  it('looks as it is set', () => {
    applySettings({ ...settings, theme: 'dark', text_percent: 150, less_motion: true }, root);
    expect([root.dataset['theme'], root.dataset['motion'], root.style.fontSize]).toEqual([
      'dark',
      'less',
      '150%',
    ]);
  });

  it('looks as the system has it when nothing is set', () => {
    applySettings({ ...settings, theme: 'light', text_percent: 85, less_motion: true }, root);
    applySettings(settings, root);
    expect([root.dataset['theme'], root.dataset['motion'], root.style.fontSize]).toEqual([
      undefined,
      undefined,
      '',
    ]);
  });
});

describe('a step of the size of text', () => {
  it.each([
    [100, 1, 115],
    [100, -1, 85],
    [110, 1, 115],
    [200, 1, 200],
    [85, -1, 85],
  ] as const)('from %i by %i leads to %i', (from, direction, to) => {
    expect(nextSize(from, direction)).toBe(to);
  });
});

describe('a change of the settings', () => {
  it('holds before the app has answered, and is sent with all the others', async () => {
    const { backend, preferences } = await open();
    const done = preferences.set({ theme: 'dark' });
    expect(preferences.now.theme).toBe('dark');
    expect(await done).toBe(true);
    expect(backend.world.settings).toEqual({
      ...settings,
      theme: 'dark',
      quiet_from: 1320,
      quiet_until: 480,
    });
  });

  it('is taken back and told when it could not be kept; what else was set meanwhile stays', async () => {
    const { backend, session, preferences } = await open();
    vi.spyOn(backend, 'setSettings').mockRejectedValueOnce({ code: 'disk_full', message: '' });
    const failing = preferences.set({ copies_limit: 50 });
    await preferences.set({ less_motion: true });
    expect(await failing).toBe(false);
    expect(preferences.now.copies_limit).toBe(settings.copies_limit);
    expect(preferences.now.less_motion).toBe(true);
    expect(session.view.notice).not.toBeNull();
  });

  it('is not lost to another within a moment, nor to late news of that one', async () => {
    const { backend, session, preferences } = await open();
    await Promise.all([preferences.set({ theme: 'dark' }), preferences.set({ less_motion: true })]);
    backend.emit({ kind: 'settings', settings: { ...backend.world.settings, less_motion: false } });
    await vi.waitFor(() => expect(session.store.state.settings.less_motion).toBe(false));
    expect(preferences.now.less_motion).toBe(true);
    await preferences.set({ copies_limit: 50 });
    expect(backend.world.settings).toMatchObject({ theme: 'dark', less_motion: true, copies_limit: 50 });
  });

  it('of the size goes by steps and back to normal', async () => {
    const { preferences } = await open();
    await preferences.resize(1);
    expect(preferences.now.text_percent).toBe(115);
    await preferences.resize(0);
    expect(preferences.now.text_percent).toBe(100);
  });
});
