import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import App from '../App.svelte';
import { s } from '../i18n/screens';
import { t } from '../i18n';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import type { Change } from '../ipc/bindings/Change';
// Read first: here it would be compiled while a test waits.
import './ProfileSheet.svelte';

const leave = (): void => {
  cleanup();
  delete document.body.dataset['ready'];
};
// Compiled here, and not while a test waits for it.
beforeAll(() => Promise.all([import('./later'), import('./ProfileSheet.svelte')]), 60_000);
afterEach(leave);

/** The page with the profile of a friend. */
async function profileOf(scene: string, name: string) {
  const backend = new FakeBackend(sceneOf(scene), 0);
  render(App, { backend });
  await vi.waitFor(() => {
    expect(document.body.dataset['ready']).toBe('1');
  });
  await fireEvent.click(screen.getByTestId('tab-friends'));
  await fireEvent.click(await screen.findByRole('button', { name: t.friends.about(name) }));
  await screen.findByTestId('profile');
  return { backend, calls: (called: string) => backend.calls.filter(([each]) => each === called) };
}

const connection = (): string => screen.getByTestId('connection').textContent.trim();

describe('a profile', () => {
  it('asks whether the library answers, says so meanwhile, and tells what came of it', async () => {
    const { backend, calls } = await profileOf(
      'connections',
      'Seoul National University of Education Library',
    );
    expect(connection()).toBe(t.friends.notConnected(t.friends.reasons.upstream));
    let tell: () => void = () => undefined;
    const emit = backend.emit.bind(backend);
    vi.spyOn(backend, 'emit').mockImplementation((change: Change) => {
      tell = () => {
        emit(change);
      };
    });
    const check = screen.getByTestId('profile-check');
    await fireEvent.click(check);
    expect(connection()).toBe(s.profile.checking);
    await fireEvent.click(check);
    expect(calls('checkLibrary')).toEqual([['checkLibrary', 'snue']]);
    await vi.waitFor(() => {
      tell();
      expect(connection()).toBe(t.friends.connected(t.friends.today));
    });
    expect(screen.getByTestId('connection').getAttribute('role')).toBe('status');
  });

  it('is as it was when asking failed', async () => {
    const { backend } = await profileOf('connections', 'Seoul National University of Education Library');
    vi.spyOn(backend, 'checkLibrary').mockRejectedValue({ code: 'internal', message: '' });
    await fireEvent.click(screen.getByTestId('profile-check'));
    await vi.waitFor(() => {
      expect(connection()).toBe(t.friends.notConnected(t.friends.reasons.upstream));
    });
  });

  it('says why nobody is asked while everything is paused', async () => {
    const { backend } = await profileOf('connections', 'Seoul National University of Education Library');
    backend.emit({ kind: 'pause', paused_since_ms: 1 });
    vi.spyOn(backend, 'checkLibrary').mockResolvedValue(null);
    await fireEvent.click(screen.getByTestId('profile-check'));
    await vi.waitFor(() => {
      expect(connection()).toBe(t.banner.paused);
    });
  });

  it('has its notifications turned off only where there is a room', async () => {
    await profileOf('connections', 'Sejong University Library');
    expect(screen.queryByTestId('profile-mute')).toBeNull();
    leave();
    const { calls } = await profileOf('complete', 'Sejong University Library');
    await fireEvent.click(screen.getByTestId('profile-mute'));
    expect(calls('setRoom')).toEqual([['setRoom', 1, false, true]]);
    expect(await screen.findByText(t.drawer.unmute)).toBeTruthy();
  });

  it('leads to the website of a library, named by its host', async () => {
    const { calls } = await profileOf('connections', 'Sejong University Library');
    const home = screen.getByTestId('profile-home');
    expect(home.textContent).toContain('library.sejong.ac.kr');
    await fireEvent.click(home);
    expect(calls('openHome')).toEqual([['openHome', 'sejong']]);
  });

  it('says of the practice library that it is made up', async () => {
    await profileOf('connections', 'Practice library');
    expect(screen.getByText(s.profile.practiceText)).toBeTruthy();
    expect(screen.queryByTestId('profile-home')).toBeNull();
  });

  it('of all libraries names those that are asked, and has nothing to check', async () => {
    await profileOf('connections', t.friends.everyone);
    expect(screen.queryByTestId('profile-check')).toBeNull();
    expect(screen.getByTestId('profile').textContent).toContain(
      'Seoul National University of Education Library',
    );
    expect(screen.getByTestId('profile').textContent).not.toContain('Practice library');
  });

  it('in English has the Korean name as well, as it stands at the library', async () => {
    await profileOf('connections', 'Sejong University Library');
    expect(screen.getByText('세종대학교 학술정보원').getAttribute('lang')).toBe('ko');
  });
});
