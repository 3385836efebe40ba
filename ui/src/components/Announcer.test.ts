import { cleanup, render, screen } from '@testing-library/svelte';
import { createRawSnippet, tick } from 'svelte';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import Announcer from './Announcer.svelte';
import Sheet from './Sheet.svelte';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const heard = (testId: string): string => screen.getByTestId(testId).textContent.trim();
const openSheet = () =>
  render(Sheet, {
    label: '책 정보',
    grip: '닫기',
    onclose: () => undefined,
    children: createRawSnippet(() => ({ render: () => '<p>말의 품격</p>' })),
  });

it('says one sentence at a time, and the same one twice', async () => {
  const { component } = render(Announcer);
  component.say('복사했어요.');
  component.say('복사했어요.');
  await tick();
  const first = screen.getByTestId('announcer').textContent;
  expect(first).toContain('복사했어요.');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(screen.getByTestId('announcer').textContent).not.toBe(first);
  expect(heard('announcer')).toBe('복사했어요.');
});

it('is heard inside a dialog, which repeats nothing that was said before it opened', async () => {
  const { component } = render(Announcer);
  component.say('보냈어요.');
  await tick();
  openSheet();
  expect(screen.getByRole('dialog').contains(screen.getByTestId('announcer-inside'))).toBe(true);
  expect(heard('announcer-inside')).toBe('');
  component.say('보관했어요.');
  await vi.advanceTimersByTimeAsync(2_000);
  expect(heard('announcer-inside')).toBe('보관했어요.');
});

it('does not say that a search began once its end is there', async () => {
  const { component } = render(Announcer);
  component.say('보냈어요.');
  component.say('7 시작했어요.', 7);
  component.say('8 시작했어요.', 8);
  component.say('7 찾았어요.', 7);
  await tick();
  const said = [heard('announcer')];
  for (let time = 0; time < 3; time += 1) {
    await vi.advanceTimersByTimeAsync(2_000);
    said.push(heard('announcer'));
  }
  expect(said).toEqual(['보냈어요.', '8 시작했어요.', '7 찾았어요.', '7 찾았어요.']);
});
