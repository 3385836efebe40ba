import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { s } from '../i18n/screens';
import { w } from '../i18n/watches';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import Banners from './Banners.svelte';
import { bookActs } from './book-acts';
import Overlays from './Overlays.svelte';
import SavedScreen from './SavedScreen.svelte';
import SettingsScreen from './SettingsScreen.svelte';

afterEach(cleanup);

async function over(scene: string) {
  const backend = new FakeBackend(sceneOf(scene), 0);
  const session = new Session(backend);
  await session.start();
  await vi.waitFor(() => expect(session.kept.phase).toBe('ready'));
  const calls = (name: string) =>
    backend.calls.filter(([called]) => called === name).map((call) => call.slice(1));
  return { backend, session, calls };
}

describe('the list of watches', () => {
  async function shown() {
    const at = await over('watches');
    at.session.view.openAlerts();
    render(SavedScreen, { session: at.session, backend: at.backend });
    const states = (): (string | undefined)[] =>
      screen.getAllByTestId('watch').map((row) => row.dataset['state']);
    return { ...at, states };
  }

  it('is what the way from the room of alerts leads to', async () => {
    const { session, states } = await shown();
    expect(states()).toEqual(['watching', 'watching', 'watching', 'told', 'expired']);
    expect(session.view.wantsAlerts).toBe(false);
  });

  it('lets go of one, and takes that back', async () => {
    const { session, calls, states } = await shown();
    const say = vi.spyOn(session, 'say');
    await fireEvent.click(screen.getAllByTestId('end-watch')[0] as HTMLElement);
    const undo = await screen.findByText(s.saved.undo);
    expect(calls('endWatch')).toEqual([[1]]);
    expect(screen.getByTestId('undo').textContent).toContain(s.saved.watchEnded('구토'));
    expect(states()).toHaveLength(4);
    await fireEvent.click(undo);
    await vi.waitFor(() => expect(states()).toHaveLength(5));
    expect(calls('watchBook')).toEqual([['sejong', '3159086', null]]);
    await vi.waitFor(() => expect(say).toHaveBeenLastCalledWith(s.saved.watchBack));
  });

  it('begins one again in its place, with the focus on it', async () => {
    const { session, calls, states } = await shown();
    await fireEvent.click(screen.getAllByTestId('watch-again')[1] as HTMLElement);
    await vi.waitFor(() =>
      expect(states()).toEqual(['watching', 'watching', 'watching', 'watching', 'told']),
    );
    expect(calls('watchBook')).toEqual([['sejong', '5', '제2자료실(6층)']]);
    await vi.waitFor(() =>
      expect(session.view.notice).toBe(`${t.quote('총, 균, 쇠')} ${t.watch.news.began}`),
    );
    await vi.waitFor(() =>
      expect(document.activeElement).toBe(screen.getAllByTestId('watch')[0]?.querySelector('button')),
    );
  });
});

describe('a book that is on loan', () => {
  async function lent() {
    const at = await over('lent');
    await at.session.store.openRoom(1);
    const hit = at.session.store.state.hits.get(2)?.[0];
    if (hit === undefined) throw new Error('the scene has no book');
    return { ...at, hit, acts: bookActs(at.session, 2, 'sejong') };
  }

  it('is watched, which is said, and told of in a room of its own', async () => {
    const { session, hit, acts } = await lent();
    acts.watch(hit, null);
    await vi.waitFor(() => expect(acts.watches(hit)).toHaveLength(1));
    await vi.waitFor(() =>
      expect(session.view.notice).toBe(`${t.quote('구토')} ${t.watch.news.began} ${w.whileOn}`),
    );
    await vi.waitFor(() =>
      expect(Object.values(session.store.state.rooms).map((room) => room.library_id)).toContain('alerts'),
    );
    const [watch] = acts.watches(hit);
    if (watch) acts.unwatch(watch);
    await vi.waitFor(() => expect(session.view.notice).toBe(w.ended('구토')));
    expect(acts.watches(hit)).toEqual([]);
  });

  it('is the first one: that the app must run is said once, and mended by one press', async () => {
    const { session, hit, acts, calls } = await lent();
    const began = `${t.quote('구토')} ${t.watch.news.began}`;
    acts.watch(hit, null);
    await vi.waitFor(() => expect(session.view.noticeAct?.label).toBe(w.atLogin));
    expect([session.view.notice, session.view.noticeStays]).toEqual([`${began} ${w.whileOn}`, true]);
    session.view.noticeAct?.run();
    await vi.waitFor(() => expect(session.view.notice).toBe(w.startsAtLogin));
    expect(calls('setStartsAtLogin')).toEqual([[true]]);
    expect(session.view.noticeAct).toBeNull();
    const [watch] = acts.watches(hit);
    if (watch) acts.unwatch(watch);
    await vi.waitFor(() => expect(acts.watches(hit)).toEqual([]));
    acts.watch(hit, null);
    await vi.waitFor(() => expect(session.view.notice).toBe(began));
  });

  it.each(['startsAtLogin', 'desktop'] as const)(
    'says nothing of that where it is no matter: %s',
    async (known) => {
      const { backend, session, hit, acts } = await lent();
      if (known === 'startsAtLogin') backend.world.startsAtLogin = true;
      else {
        backend.world.desktop = false;
        await session.start();
        await session.store.openRoom(1);
      }
      acts.watch(hit, null);
      await vi.waitFor(() => expect(session.view.notice).toBe(`${t.quote('구토')} ${t.watch.news.began}`));
    },
  );

  it('that cannot be watched says why, and is not shown as watched', async () => {
    const { backend, session, hit, acts } = await lent();
    backend.world.mute = 'disk_full';
    acts.watch(hit, null);
    await vi.waitFor(() => expect(session.view.notice).toBe(t.commandErrors.disk_full));
    expect(acts.watches(hit)).toEqual([]);
  });
});

describe('what keeps watched books from being looked at', () => {
  it('is said in the list, for as long as it lasts', async () => {
    const { backend, session } = await over('watches');
    session.view.openAlerts();
    render(SavedScreen, { session, backend });
    expect(screen.queryByText(w.list.rests.spared, { exact: false })).toBeNull();
    backend.emit({ kind: 'sparing', spared: true });
    expect(await screen.findAllByText(w.list.rests.spared, { exact: false })).toHaveLength(3);
    backend.emit({ kind: 'sparing', spared: false });
    await vi.waitFor(() => expect(screen.queryByText(w.list.rests.spared, { exact: false })).toBeNull());
  });

  it('is named where everything is paused', async () => {
    const { backend, session } = await over('watches');
    render(Banners, { session });
    backend.emit({ kind: 'pause', paused_since_ms: 1 });
    const banner = await screen.findByTestId('banner-paused');
    expect(banner.textContent).toContain(t.banner.pausedAlerts);
  });
});

describe('the menu of the room of alerts', () => {
  it('has no question, no guide and no website, but the way to what is watched', async () => {
    const { session } = await over('alerts');
    session.overlay = { kind: 'drawer', roomId: 2 };
    render(Overlays, { session });
    await screen.findByTestId('drawer-sheet');
    for (const absent of ['drawer-guide', 'drawer-home']) expect(screen.queryByTestId(absent)).toBeNull();
    expect(screen.queryByText(t.drawer.recent)).toBeNull();
    await fireEvent.click(screen.getByTestId('drawer-watches'));
    expect([session.view.screen, session.view.wantsAlerts]).toEqual(['saved', true]);
  });

  it('says, before it is left, that the watches stay', async () => {
    const { session } = await over('alerts');
    session.overlay = { kind: 'leave', roomId: 2 };
    render(Overlays, { session });
    expect(await screen.findByText(w.room.leave)).toBeTruthy();
    session.overlay = { kind: 'clear', roomId: 2 };
    const said = await screen.findByText(w.room.clear);
    const asked = screen.getByRole('alertdialog');
    expect(document.getElementById(asked.getAttribute('aria-describedby') ?? '')).toBe(said.parentElement);
  });
});

describe('closing the window for the first time', () => {
  async function closing(has_tray = true, scene = 'running') {
    const at = await over(scene);
    render(Overlays, { session: at.session });
    at.backend.emit({ kind: 'closing', has_tray });
    await screen.findByTestId('closing');
    return at;
  }

  it('says what goes on', async () => {
    await closing();
    expect(screen.getByText(s.closing.running(1))).toBeTruthy();
    expect(screen.getByText(s.closing.kept)).toBeTruthy();
    expect(screen.getByText(s.closing.where)).toBeTruthy();
  });

  it('names no tray where there is none', async () => {
    await closing(false);
    expect(screen.getByText(s.closing.whereSmall)).toBeTruthy();
    expect(screen.queryByText(s.closing.where)).toBeNull();
  });

  it.each([
    ['goes on without it', 'closing-keep', true],
    ['ends altogether', 'closing-quit', false],
  ])('%s when that is chosen, and keeps the choice', async (_, button, keeps) => {
    const { backend, session, calls } = await closing();
    await fireEvent.click(screen.getByTestId(button));
    expect(calls('closeWindow')).toEqual([[keeps]]);
    expect(backend.world.settings).toMatchObject({ keeps_running: keeps, closing_told: true });
    expect(session.overlay).toBeNull();
  });

  it('does nothing when it is thought over', async () => {
    const { backend, calls } = await closing();
    await fireEvent.click(screen.getByTestId('closing-cancel'));
    expect(calls('closeWindow')).toEqual([]);
    expect(backend.world.settings.closing_told).toBe(false);
    await vi.waitFor(() => expect(screen.queryByTestId('closing')).toBeNull());
  });
});

describe('refused notifications', () => {
  it('are told of until that was read, and again when they are refused anew', async () => {
    const { backend, session } = await over('refused');
    render(Banners, { session });
    expect(screen.getByTestId('banner-refused').textContent).toContain(t.banner.refused);
    await fireEvent.click(screen.getByRole('button', { name: t.banner.asideKnown }));
    expect(screen.queryByTestId('banner-refused')).toBeNull();
    backend.emit({ kind: 'notifications', refused: false });
    await vi.waitFor(() => expect(session.store.state.refused).toBe(false));
    backend.emit({ kind: 'notifications', refused: true });
    expect(await screen.findByTestId('banner-refused')).toBeTruthy();
  });

  it('are said as they are shown', async () => {
    const { session } = await over('refused');
    const say = vi.spyOn(session, 'say');
    render(Banners, { session });
    await vi.waitFor(() => expect(say.mock.calls).toEqual([[t.banner.refused]]));
  });

  it('concern nobody who wants none, unless a book is waited for', async () => {
    const { backend, session } = await over('refused');
    render(Banners, { session });
    await session.preferences.set({ notify: 'never' });
    await vi.waitFor(() => expect(screen.queryByTestId('banner-refused')).toBeNull());
    const watch = await backend.watchBook('sejong', '3159086', null);
    await session.kept.load();
    expect(await screen.findByTestId('banner-refused')).toBeTruthy();
    await backend.endWatch(watch.id);
    await session.kept.load();
    await vi.waitFor(() => expect(screen.queryByTestId('banner-refused')).toBeNull());
  });
});

describe('the settings of what goes on by itself', () => {
  async function settings(scene = 'settings') {
    const at = await over(scene);
    render(SettingsScreen, { session: at.session, backend: at.backend });
    return at;
  }

  it('are kept', async () => {
    const { backend } = await settings();
    await fireEvent.click(screen.getByLabelText(s.settings.slowOption(30)));
    await fireEvent.click(screen.getByRole('switch', { name: s.settings.gathers }));
    await fireEvent.click(screen.getByLabelText(s.settings.watchDaysOption(90)));
    await fireEvent.click(screen.getByRole('switch', { name: s.settings.keepsRunning }));
    await fireEvent.click(screen.getByLabelText(s.settings.inFlightOption(2)));
    await vi.waitFor(() =>
      expect(backend.world.settings).toMatchObject({
        slow_seconds: 30,
        gathers: false,
        watch_days: 90,
        keeps_running: false,
        closing_told: true,
        in_flight: 2,
      }),
    );
  });

  it('offer how slow is slow only where that decides', async () => {
    const { session } = await settings();
    expect(screen.getByText(s.settings.slow)).toBeTruthy();
    for (const notify of ['always', 'never'] as const) {
      await session.preferences.set({ notify });
      await vi.waitFor(() => expect(screen.queryByText(s.settings.slow)).toBeNull());
    }
  });

  it('have a way to end the app', async () => {
    const { calls } = await settings();
    await fireEvent.click(screen.getByTestId('quit'));
    expect(calls('quit')).toEqual([[]]);
  });

  it('ask the system whether the app starts at login, and go back where that cannot be set', async () => {
    const { backend, session, calls } = await settings();
    const atLogin = await screen.findByRole<HTMLInputElement>('switch', { name: s.settings.atLogin });
    expect(atLogin.checked).toBe(false);
    await fireEvent.click(atLogin);
    expect(calls('setStartsAtLogin')).toEqual([[true]]);
    backend.world.mute = 'internal';
    await fireEvent.click(atLogin);
    await vi.waitFor(() => expect(session.view.notice).toBe(t.commandErrors.internal));
    expect(atLogin.checked).toBe(true);
  });

  it('have nothing of a window where there is none to close', async () => {
    await settings('phone');
    expect(screen.queryByText(s.settings.window)).toBeNull();
    expect(screen.queryByRole('switch', { name: s.settings.atLogin })).toBeNull();
  });
});
