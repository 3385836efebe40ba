import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet } from 'svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import Lazy from './Lazy.svelte';

afterEach(cleanup);

const children = createRawSnippet((module: () => { text: string }) => ({
  render: () => `<p>${module().text}</p>`,
}));

it('shows what was loaded', async () => {
  render(Lazy<{ text: string }>, { load: () => Promise.resolve({ text: '책' }), onback: vi.fn(), children });
  expect(await screen.findByText('책')).toBeTruthy();
  expect(screen.queryByTestId('not-loaded')).toBeNull();
});

it('says what could not be loaded, with the focus on another try, and leads back', async () => {
  const load = vi.fn(() => Promise.reject<{ text: string }>(new Error('gone')));
  const onback = vi.fn();
  render(Lazy<{ text: string }>, { load, onback, children });
  expect((await screen.findByRole('alert')).textContent).toContain(t.nav.notLoaded);
  await vi.waitFor(() => expect(document.activeElement).toBe(screen.getByTestId('not-loaded-again')));
  await fireEvent.click(screen.getByTestId('not-loaded-back'));
  expect(onback).toHaveBeenCalledOnce();
  load.mockResolvedValueOnce({ text: '책' });
  await fireEvent.click(screen.getByTestId('not-loaded-again'));
  expect(await screen.findByText('책')).toBeTruthy();
});
