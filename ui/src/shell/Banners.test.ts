import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { s } from '../i18n/screens';
import type { Trouble } from '../ipc/bindings/Trouble';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import Banners from './Banners.svelte';
import SettingsScreen from './SettingsScreen.svelte';

afterEach(cleanup);

async function over(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const session = new Session(backend);
  await session.start();
  const { container } = render(Banners, { session });
  return { backend, session, container };
}

const TROUBLES = Object.keys(t.banner.troubles) as Trouble[];

describe('the banners', () => {
  it('are not there most of the time', async () => {
    const { container } = await over('running');
    expect(container.textContent.trim()).toBe('');
  });

  it.each(TROUBLES)('say of %s what happened and what to do, and go when it is over', async (trouble) => {
    const { backend } = await over('running');
    backend.emit({ kind: 'trouble', trouble });
    const banner = await screen.findByTestId('banner-trouble');
    expect(banner.textContent).toContain(t.banner.troubles[trouble].what);
    expect(banner.textContent).toContain(t.banner.troubles[trouble].next);
    backend.emit({ kind: 'trouble', trouble: null });
    await vi.waitFor(() => {
      expect(screen.queryByTestId('banner-trouble')).toBeNull();
    });
  });

  it('of a full disk lead to where what is kept can be deleted; others lead nowhere', async () => {
    const { backend, session } = await over('running');
    backend.emit({ kind: 'trouble', trouble: 'busy' });
    await screen.findByTestId('banner-trouble');
    expect(screen.queryByRole('button', { name: t.banner.makeRoom })).toBeNull();
    backend.emit({ kind: 'trouble', trouble: 'disk_full' });
    await fireEvent.click(await screen.findByRole('button', { name: t.banner.makeRoom }));
    expect(session.view.screen).toBe('settings');
    render(SettingsScreen, { session, backend });
    await vi.waitFor(() => {
      expect(document.activeElement?.textContent).toBe(s.settings.data);
    });
    expect(session.view.wantsData).toBe(false);
  });

  it('say that there is no network, for as long as there is none', async () => {
    const { backend } = await over('offline');
    expect(screen.getByTestId('banner-offline').textContent).toContain(t.banner.offlineNext);
    backend.emit({ kind: 'network', offline: false });
    await vi.waitFor(() => {
      expect(screen.queryByTestId('banner-offline')).toBeNull();
    });
    backend.emit({ kind: 'network', offline: true });
    expect((await screen.findByTestId('banner-offline')).textContent).toContain(t.banner.offline);
  });

  it('catch up after events were missed', async () => {
    const { backend } = await over('running');
    backend.world.trouble = 'busy';
    backend.emit({ kind: 'resync' });
    expect((await screen.findByTestId('banner-trouble')).textContent).toContain(t.banner.troubles.busy.what);
  });

  it('say once where a damaged file was put', async () => {
    const { backend, session } = await over('aside');
    const banner = screen.getByTestId('banner-set-aside');
    expect(banner.textContent).toContain(backend.world.setAside);
    await fireEvent.click(screen.getByRole('button', { name: t.banner.asideKnown }));
    expect(screen.queryByTestId('banner-set-aside')).toBeNull();
    backend.emit({ kind: 'resync' });
    await vi.waitFor(() => {
      expect(backend.calls.filter(([name]) => name === 'start')).toHaveLength(2);
    });
    expect(session.store.state.setAside).not.toBeNull();
    expect(screen.queryByTestId('banner-set-aside')).toBeNull();
  });

  it('have everything go on', async () => {
    const { backend } = await over('paused');
    await fireEvent.click(screen.getByRole('button', { name: t.banner.goOn }));
    expect(backend.calls.map(([name]) => name)).toContain('resumeQueue');
    await vi.waitFor(() => {
      expect(screen.queryByTestId('banner-paused')).toBeNull();
    });
  });
});
