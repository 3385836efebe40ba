import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import { t } from '../../i18n';
import { dictionaryOf } from '../../i18n/all';
import FindBar from './FindBar.svelte';

afterEach(cleanup);

function show(over: { text?: string; answered?: string; count?: number; at?: number } = {}) {
  const told = { ontext: vi.fn(), onstep: vi.fn(), onclose: vi.fn() };
  render(FindBar, { text: '', answered: '', count: 0, at: 0, ...over, ...told });
  return { field: screen.getByTestId<HTMLInputElement>('find-field'), ...told };
}
const status = (): string => screen.getByTestId('find-status').textContent.trim();

it('takes the focus, with what was looked for marked', () => {
  const { field } = show({ text: '토지' });
  expect(document.activeElement).toBe(field);
  expect(field.value.slice(field.selectionStart ?? 0, field.selectionEnd ?? 0)).toBe('토지');
});

it('hands on what is typed', async () => {
  const { field, ontext } = show();
  await fireEvent.input(field, { target: { value: '구토' } });
  expect(ontext.mock.calls).toEqual([['구토']]);
});

it.each([
  [{ key: 'Enter' }, 1],
  [{ key: 'Enter', shiftKey: true }, -1],
])('%o goes on by %i', async (key, by) => {
  const { field, onstep } = show({ count: 3, answered: '토지' });
  await fireEvent.keyDown(field, key);
  expect(onstep.mock.calls).toEqual([[by]]);
});

it('leaves Enter and Esc to an input method, and hears nobody else’s', async () => {
  const { field, onstep, onclose } = show({ count: 3 });
  const outside = vi.fn();
  document.body.addEventListener('keydown', outside);
  await fireEvent.keyDown(field, { key: 'Enter', keyCode: 229 });
  await fireEvent.keyDown(field, { key: 'Escape', isComposing: true });
  expect([onstep.mock.calls, onclose.mock.calls]).toEqual([[], []]);
  outside.mockClear();
  await fireEvent.keyDown(field, { key: 'Escape' });
  expect(onclose).toHaveBeenCalledOnce();
  expect(outside).not.toHaveBeenCalled();
  document.body.removeEventListener('keydown', outside);
});

it('says which of how many places is shown, and has buttons to the others', async () => {
  const { onstep } = show({ text: '토지', answered: '토지', count: 3, at: 1 });
  expect(status()).toContain('2/3');
  expect(status()).toContain(t.find.place(2, 3, false));
  await fireEvent.click(screen.getByRole('button', { name: t.find.next }));
  await fireEvent.click(screen.getByRole('button', { name: t.find.before }));
  expect(onstep.mock.calls).toEqual([[1], [-1]]);
});

it('says that there is no such place only once that is known', () => {
  show({ text: '없는 말' });
  expect(status()).toBe('');
  cleanup();
  show({ text: '없는 말', answered: '없는 말' });
  expect(status()).toBe(t.find.none('없는 말'));
  expect(screen.getByRole<HTMLButtonElement>('button', { name: t.find.next }).disabled).toBe(true);
});

it('counts no more places than the app names', () => {
  show({ count: 500, answered: '토지' });
  expect(status()).toBe(`1/${t.find.orMore(500)}${t.find.place(1, 500, true)}`);
  expect(dictionaryOf('ko').find.place(1, 500, true)).toBe('500곳 이상 중 1번째');
});
