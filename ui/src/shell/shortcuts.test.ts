import { describe, expect, it } from 'vitest';
import { shortcutOf, type Press } from './shortcuts';

const press = (key: string, over: Partial<Press> = {}): Press => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  isComposing: false,
  keyCode: 0,
  ...over,
});
const CTRL = { ctrlKey: true };

describe('the keys of the page', () => {
  it.each([
    ['k', CTRL, { kind: 'palette' }],
    ['ㅏ', CTRL, { kind: 'palette' }],
    ['k', { metaKey: true }, { kind: 'palette' }],
    ['f', CTRL, { kind: 'find' }],
    ['F3', {}, { kind: 'found', step: 1 }],
    ['F3', { shiftKey: true }, { kind: 'found', step: -1 }],
    ['F6', {}, { kind: 'pane', step: 1 }],
    ['F6', { shiftKey: true }, { kind: 'pane', step: -1 }],
    ['2', CTRL, { kind: 'room', index: 1 }],
    ['ArrowUp', { altKey: true }, { kind: 'neighbour', step: -1 }],
    ['ArrowDown', { altKey: true }, { kind: 'neighbour', step: 1 }],
    ['ArrowLeft', { altKey: true }, { kind: 'back' }],
    ['End', CTRL, { kind: 'bottom' }],
    [',', CTRL, { kind: 'screen', screen: 'settings' }],
    ['J', { ...CTRL, shiftKey: true }, { kind: 'screen', screen: 'jobs' }],
    ['/', CTRL, { kind: 'keys' }],
    ['+', { ...CTRL, shiftKey: true }, { kind: 'text', step: 1 }],
    ['=', CTRL, { kind: 'text', step: 1 }],
    ['-', CTRL, { kind: 'text', step: -1 }],
    ['0', CTRL, { kind: 'text', step: 0 }],
    ['Escape', {}, { kind: 'composer' }],
  ] as const)('%s', (key, held, shortcut) => {
    expect(shortcutOf(press(key, held), 3, false)).toEqual(shortcut);
  });

  it('lead to no room that is not there', () => {
    expect(shortcutOf(press('4', CTRL), 3, false)).toBeNull();
  });

  it('leave writing alone', () => {
    for (const key of ['k', 'f', '?', '1', 'End', 'Enter'])
      expect(shortcutOf(press(key), 3, false)).toBeNull();
    expect(shortcutOf(press('k', { ...CTRL, altKey: true }), 3, false)).toBeNull();
    expect(shortcutOf(press('Escape', { isComposing: true }), 3, true)).toBeNull();
    expect(shortcutOf(press('Escape', { keyCode: 229 }), 3, true)).toBeNull();
  });

  it('are explained by ? where a key alone may have a meaning', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), 3, true)).toEqual({ kind: 'keys' });
  });
});
