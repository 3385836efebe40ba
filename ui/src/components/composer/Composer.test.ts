import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import Composer from './Composer.svelte';

afterEach(cleanup);

function show() {
  const ondraft = vi.fn();
  const onsend = vi.fn();
  const { component } = render(Composer, {
    label: '책 제목 입력',
    placeholder: '책 제목',
    sendLabel: '보내기',
    draft: '',
    offered: '',
    history: ['구토'],
    sendable: (text: string) => text.trim() !== '' && text.length < 20,
    enterSends: true,
    onsend,
    ondraft: (text: string) => {
      ondraft(text);
    },
  });
  const field = screen.getByTestId<HTMLTextAreaElement>('composer');
  const write = (text: string) => fireEvent.input(field, { target: { value: text } });
  const press = (key: string) => fireEvent.keyDown(field, { key });
  return { component, field, write, press, onsend, ondraft };
}

it('what was written comes back once what was put in its place is sent, and is the draft until then', async () => {
  const { component, field, write, press, onsend, ondraft } = show();
  await write('쓰다 만');
  component.suggest('코스모스');
  expect(field.value).toBe('코스모스');
  expect(ondraft).toHaveBeenLastCalledWith('쓰다 만');
  await press('Enter');
  expect(onsend.mock.calls).toEqual([['코스모스']]);
  await vi.waitFor(() => expect(field.value).toBe('쓰다 만'));
  expect(ondraft).toHaveBeenLastCalledWith('쓰다 만');
});

it('what was written comes back with ↑ as well, before what was sent earlier', async () => {
  const { component, field, write, press } = show();
  await write('쓰다 만');
  component.suggest('코스모스');
  await write('');
  await press('ArrowUp');
  expect(field.value).toBe('쓰다 만');
  await write('');
  await press('ArrowUp');
  await vi.waitFor(() => expect(field.value).toBe('구토'));
});

it('nothing written is lost, however much is put in its place or however long it is', async () => {
  const { component, field, write, press, ondraft } = show();
  const long = '너무 길어서 보낼 수 없는 글이지만 쓴 사람이 있어요';
  await write(long);
  component.suggest('코스모스');
  component.suggest('토지');
  await write('토지 1부');
  expect(ondraft).toHaveBeenLastCalledWith(`${long}\n토지 1부`);
  component.suggest('구토');
  await press('Enter');
  await vi.waitFor(() => expect(field.value).toBe('토지 1부'));
  await press('Enter');
  await vi.waitFor(() => expect(field.value).toBe(long));
});
