import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Composer from './Composer.svelte';

afterEach(cleanup);

/** A line to write in, with what was written and what it told. */
function line(draft = '', offered = '') {
  const heard = { onsend: vi.fn(), ondraft: vi.fn() };
  const words = { label: 'line', placeholder: '', sendLabel: 'send' };
  const { component } = render(Composer, {
    ...words,
    draft,
    offered,
    history: [],
    sendable: (text: string) => text.trim() !== '',
    enterSends: true,
    onsend: heard.onsend,
    ondraft: (text: string) => {
      heard.ondraft(text);
    },
  });
  const field = screen.getByTestId<HTMLTextAreaElement>('composer');
  return { ...heard, component, field, suggest: (text: string) => component.suggest(text) };
}
const enter = (field: HTMLElement): Promise<boolean> =>
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 });

describe('a suggestion', () => {
  it('stands in the line, marked, with the focus', () => {
    const { field, suggest } = line();
    suggest('마르코발도');
    expect(field.value).toBe('마르코발도');
    expect([field.selectionStart, field.selectionEnd]).toEqual([0, 5]);
    expect(document.activeElement).toBe(field);
  });

  it('loses nothing that was written: it stays the draft, and is back once the suggestion was sent', async () => {
    const { field, suggest, onsend, ondraft } = line('구토,,사르트르');
    suggest('마르코발도');
    expect(ondraft).toHaveBeenLastCalledWith('구토,,사르트르');
    await fireEvent.input(field, { target: { value: '마르코' } });
    expect(ondraft).toHaveBeenLastCalledWith('구토,,사르트르\n마르코');
    await enter(field);
    expect(onsend).toHaveBeenCalledExactlyOnceWith('마르코');
    await vi.waitFor(() => {
      expect(field.value).toBe('구토,,사르트르');
    });
    expect(ondraft).toHaveBeenLastCalledWith('구토,,사르트르');
    await enter(field);
    expect(onsend).toHaveBeenLastCalledWith('구토,,사르트르');
    await Promise.resolve();
    expect(field.value).toBe('');
  });

  it('is there again with the room, and what was written still comes back', async () => {
    const { field, onsend, ondraft } = line('쓰다 만', '마르코발도');
    expect(field.value).toBe('마르코발도');
    expect(ondraft).toHaveBeenLastCalledWith('쓰다 만');
    await enter(field);
    await vi.waitFor(() => expect(field.value).toBe('쓰다 만'));
    expect(onsend).toHaveBeenCalledWith('마르코발도');
  });

  it('is sent alone, however long Enter is held down', async () => {
    const { field, suggest, onsend } = line('쓰다 만');
    suggest('마르코발도');
    await enter(field);
    await vi.waitFor(() => {
      expect(field.value).toBe('쓰다 만');
    });
    await fireEvent.keyDown(field, { key: 'Enter', keyCode: 13, repeat: true });
    expect(onsend).toHaveBeenCalledExactlyOnceWith('마르코발도');
    expect(field.value).toBe('쓰다 만');
    await enter(field);
    expect(onsend).toHaveBeenLastCalledWith('쓰다 만');
  });

  it('is sent alone, also by a double click', async () => {
    const { field, suggest, onsend } = line('쓰다 만');
    suggest('마르코발도');
    const button = screen.getByTestId('send');
    await fireEvent.click(button);
    await vi.waitFor(() => {
      expect(field.value).toBe('쓰다 만');
    });
    await fireEvent.click(button);
    expect(onsend).toHaveBeenCalledExactlyOnceWith('마르코발도');
  });

  it('leaves its last syllable to nobody when an input method delivers it late', async () => {
    const { field, suggest } = line('쓰다 만');
    suggest('토지');
    await enter(field);
    await fireEvent.input(field, { target: { value: '지' } });
    await vi.waitFor(() => {
      expect(field.value).toBe('쓰다 만');
    });
  });

  it('may be an example, to be gone on with', async () => {
    const { component, field } = line('구토');
    component.fill('말의 품격');
    expect([field.selectionStart, field.selectionEnd]).toEqual([5, 5]);
    await enter(field);
    await vi.waitFor(() => {
      expect(field.value).toBe('구토');
    });
  });

  it('takes the place of another one, and still loses nothing', async () => {
    const { field, suggest } = line('구토');
    suggest('마르코발도 혹은');
    suggest('마르코발도');
    await enter(field);
    await vi.waitFor(() => {
      expect(field.value).toBe('구토');
    });
  });
});
