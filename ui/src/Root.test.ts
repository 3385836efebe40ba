import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { t } from './i18n';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import type { Settings } from './ipc/bindings/Settings';
import Root from './Root.svelte';

afterEach(cleanup);

it('shows the page, and in its place what happened when it cannot be shown any more', async () => {
  const backend = new FakeBackend(sceneOf('list'));
  const onreopen = vi.fn();
  render(Root, { backend, onreopen });
  expect(await screen.findAllByTestId('room-row')).toHaveLength(2);
  // No app says this; the page has nothing to hold on to.
  backend.emit({ kind: 'settings', settings: null as unknown as Settings });
  const crash = await screen.findByTestId('crash');
  expect(crash.textContent).toContain(t.crash.what);
  expect(screen.queryByTestId('room-row')).toBeNull();

  const write = vi.fn((_: string) => Promise.resolve());
  vi.stubGlobal('navigator', { ...navigator, userAgent: 'reader', clipboard: { writeText: write } });
  await fireEvent.click(screen.getByRole('button', { name: t.crash.copy }));
  expect(await screen.findByText(t.crash.copied)).toBeTruthy();
  expect(write.mock.lastCall?.[0]).toMatch(/TypeError[^]*reader$/);
  vi.unstubAllGlobals();

  await fireEvent.click(screen.getByRole('button', { name: t.crash.reopen }));
  expect(onreopen).toHaveBeenCalledOnce();
});
