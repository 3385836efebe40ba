import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { parts, textsOf } from '../features/about/licences';
import { t } from '../i18n';
import { a } from '../i18n/about';
import { s } from '../i18n/screens';
import type { UpdateWay } from '../ipc/bindings/UpdateWay';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import Banners from './Banners.svelte';
import LicencesScreen from './LicencesScreen.svelte';
import SettingsScreen from './SettingsScreen.svelte';

afterEach(cleanup);

async function over(way: UpdateWay = 'replaced') {
  const world = sceneOf('settings');
  world.update = { ...world.update, way };
  const backend = new FakeBackend(world, 0);
  const session = new Session(backend);
  await session.start();
  const calls = (): string[] => backend.calls.map(([name]) => name);
  return { backend, session, calls };
}

describe('a newer version', () => {
  it('is found, downloaded and installed, each when the person says so', async () => {
    const { backend, session, calls } = await over();
    render(SettingsScreen, { session, backend });
    await fireEvent.click(screen.getByTestId('update-look'));
    expect(await screen.findByText(a.update.found('0.2.0'))).toBeTruthy();
    expect(screen.getByTestId('update-notes').textContent).toContain('더 빨라졌어요.');
    expect(calls()).not.toContain('loadUpdate');
    await fireEvent.click(await screen.findByTestId('update-load'));
    expect(calls()).not.toContain('installUpdate');
    await fireEvent.click(await screen.findByTestId('update-install'));
    await vi.waitFor(() => {
      expect(screen.getByTestId('update-line').textContent).toBe(a.update.installing);
    });
  });

  it('of a package of the system leads to its page', async () => {
    const { backend, session, calls } = await over('told');
    render(SettingsScreen, { session, backend });
    await fireEvent.click(screen.getByTestId('update-look'));
    await fireEvent.click(await screen.findByTestId('update-page'));
    expect(calls()).toContain('openReleases');
    expect(screen.queryByTestId('update-load')).toBeNull();
  });

  it('is not looked for where it is of no use, and that is said', async () => {
    const { backend, session } = await over('elsewhere');
    render(SettingsScreen, { session, backend });
    expect(screen.getByText(a.update.elsewhere)).toBeTruthy();
    expect(screen.queryByLabelText(a.update.looks)).toBeNull();
  });

  it('is looked for by itself until that is switched off', async () => {
    const { backend, session } = await over();
    render(SettingsScreen, { session, backend });
    await fireEvent.click(screen.getByRole('switch', { name: a.update.looks }));
    expect(backend.calls.at(-1)).toEqual(['setLooksForUpdates', false]);
    await vi.waitFor(() => {
      expect(session.store.state.update.looks).toBe(false);
    });
  });

  it('that is found is told once, and leads to where it can be had', async () => {
    const { backend, session } = await over();
    const say = vi.spyOn(session, 'say');
    render(Banners, { session });
    expect(screen.queryByTestId('banner-update')).toBeNull();
    await backend.lookForUpdate();
    const banner = await screen.findByTestId('banner-update');
    expect(banner.textContent).toContain(t.banner.updateNext('0.2.0'));
    expect(say).toHaveBeenCalledExactlyOnceWith(t.banner.update);
    await fireEvent.click(within(banner).getByRole('button', { name: t.banner.look }));
    expect(session.view.screen).toBe('settings');
    expect(screen.queryByTestId('banner-update')).toBeNull();
    render(SettingsScreen, { session, backend });
    await vi.waitFor(() => {
      expect(document.activeElement?.textContent).toBe(s.settings.about);
    });
  });
});

describe('the licences', () => {
  it('are reached from the settings and lead back there, and from there to where these were opened', async () => {
    const { backend, session } = await over();
    session.view.open('more');
    session.view.open('settings');
    render(SettingsScreen, { session, backend });
    await fireEvent.click(screen.getByTestId('to-licences'));
    expect(session.view.screen).toBe('licences');
    const ways = [1, 2, 3].map(() => (session.view.leave(), session.view.screen));
    expect(ways).toEqual(['settings', 'more', null]);
  });

  it('show a text when its part is opened, not before', async () => {
    const { backend, session } = await over();
    render(LicencesScreen, { session, backend });
    const rows = screen.getAllByTestId<HTMLDetailsElement>('licence');
    expect(rows).toHaveLength(parts.length);
    expect(screen.queryByTestId('licence-text')).toBeNull();
    const index = parts.findIndex(({ name }) => name === 'svelte');
    const [row, part] = [rows[index], parts[index]];
    if (row === undefined || part === undefined) throw new Error('svelte is not there');
    row.open = true;
    await fireEvent(row, new Event('toggle'));
    const text = await within(row).findByTestId('licence-text');
    expect(text.textContent).toBe(textsOf(part)[0]);
    expect(text.textContent).toContain('Svelte');
  });
});
