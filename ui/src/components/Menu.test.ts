import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Menu, { placeOf } from './Menu.svelte';

afterEach(cleanup);

const copy = vi.fn();
const save = vi.fn();
const items = () => [
  { label: '제목 복사', icon: 'copy' as const, run: copy },
  { label: '보관하기', run: save },
  { label: '자세히 보기', run: () => undefined },
];
beforeEach(() => {
  copy.mockClear();
  save.mockClear();
});

function show(): HTMLElement {
  const host = document.createElement('div');
  host.className = 'host';
  document.body.append(host);
  render(Menu, { target: host, props: { host: '.host', label: '말의 품격 메뉴', items } });
  return host;
}
const button = (): HTMLElement => screen.getByTestId('menu-button');
const focused = (): string | undefined => document.activeElement?.textContent.trim();
const press = (key: string, more: Partial<KeyboardEventInit> = {}) =>
  fireEvent.keyDown(document.activeElement ?? document.body, { key, bubbles: true, ...more });

describe('a menu', () => {
  it('opens by its button, moves with the arrows, and round', async () => {
    show();
    button().focus();
    await fireEvent.click(button());
    expect(button().getAttribute('aria-expanded')).toBe('true');
    expect(screen.getByRole('menu').getAttribute('aria-label')).toBe('말의 품격 메뉴');
    expect(focused()).toBe('제목 복사');
    await press('ArrowDown');
    expect(focused()).toBe('보관하기');
    await press('End');
    expect(focused()).toBe('자세히 보기');
    await press('ArrowDown');
    expect(focused()).toBe('제목 복사');
    await press('ArrowUp');
    expect(focused()).toBe('자세히 보기');
    await press('Home');
    expect(focused()).toBe('제목 복사');
  });

  it.each(['Escape', 'Tab'])(
    '%s closes it and gives the focus back, and nobody else hears of it',
    async (key) => {
      const host = show();
      const heard = vi.fn();
      host.addEventListener('keydown', heard);
      button().focus();
      await fireEvent.click(button());
      heard.mockClear();
      await press(key);
      expect(screen.queryByRole('menu')).toBeNull();
      expect(document.activeElement).toBe(button());
      expect(heard).not.toHaveBeenCalled();
    },
  );

  it('does what was chosen, after the focus is back', async () => {
    show();
    button().focus();
    await fireEvent.click(button());
    save.mockImplementation(() => {
      expect(document.activeElement).toBe(button());
    });
    await fireEvent.click(screen.getByRole('menuitem', { name: '보관하기' }));
    expect(save).toHaveBeenCalledOnce();
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('opens on the right click, the menu key and Shift+F10 of what it belongs to', async () => {
    const host = show();
    await fireEvent.contextMenu(host, { clientX: 40, clientY: 50 });
    expect(screen.getByRole('menu').style.left).toBe('40px');
    await press('Escape');
    for (const keys of [{ key: 'ContextMenu' }, { key: 'F10', shiftKey: true }]) {
      button().focus();
      await fireEvent.keyDown(button(), keys);
      expect(screen.queryByRole('menu')).not.toBeNull();
      await press('Escape');
    }
    await fireEvent.keyDown(button(), { key: 'F10' });
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('closes when something else is pressed', async () => {
    show();
    await fireEvent.click(button());
    await fireEvent.pointerDown(screen.getByRole('menu'));
    await fireEvent.pointerDown(button());
    expect(screen.queryByRole('menu')).not.toBeNull();
    await fireEvent.pointerDown(document.body);
    expect(screen.queryByRole('menu')).toBeNull();
    await fireEvent.click(button());
    await fireEvent(window, new Event('resize'));
    expect(screen.queryByRole('menu')).toBeNull();
  });

  it('stays on the screen', () => {
    expect([
      placeOf(100, 200, 1000),
      placeOf(950, 200, 1000),
      placeOf(-4, 200, 1000),
      placeOf(5, 900, 600),
    ]).toEqual([100, 792, 8, 8]);
  });
});
