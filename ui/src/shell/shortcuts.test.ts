import { describe, expect, it } from 'vitest';
import { shortcutOf, type Press, type Surroundings } from './shortcuts';

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
const META = { metaKey: true };
const here: Surroundings = { rooms: 3, single: false, writing: false, apple: false };

describe('the keys of the page', () => {
  it.each([
    ['k', CTRL, { kind: 'palette' }],
    ['ㅏ', CTRL, { kind: 'palette' }],
    ['f', CTRL, { kind: 'find' }],
    ['q', CTRL, { kind: 'quit' }],
    ['ㅂ', CTRL, { kind: 'quit' }],
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
    expect(shortcutOf(press(key, held), here)).toEqual(shortcut);
  });

  it('lead to no room that is not there', () => {
    expect(shortcutOf(press('4', CTRL), here)).toBeNull();
  });

  it('leave writing alone', () => {
    for (const key of ['k', 'f', '?', '1', 'End', 'Enter']) expect(shortcutOf(press(key), here)).toBeNull();
    const alone = { ...here, single: true };
    expect(shortcutOf(press('k', { ...CTRL, altKey: true }), here)).toBeNull();
    expect(shortcutOf(press('Escape', { isComposing: true }), alone)).toBeNull();
    expect(shortcutOf(press('Escape', { keyCode: 229 }), alone)).toBeNull();
  });

  it('are explained by ? where a key alone may have a meaning', () => {
    expect(shortcutOf(press('?', { shiftKey: true }), { ...here, single: true })).toEqual({
      kind: 'keys',
    });
  });

  it('leave the key with the window on it to the system', () => {
    expect(shortcutOf(press('k', META), here)).toBeNull();
  });
});

describe('the keys on an Apple system', () => {
  const apple = { ...here, apple: true };

  it('are held down with ⌘, as Ctrl moves in a text there', () => {
    expect(shortcutOf(press('k', META), apple)).toEqual({ kind: 'palette' });
    expect(shortcutOf(press('ㅏ', META), apple)).toEqual({ kind: 'palette' });
    for (const key of ['k', 'f', '1', 'End']) expect(shortcutOf(press(key, { ...CTRL }), apple)).toBeNull();
    expect(shortcutOf(press('f', { ...META, ...CTRL }), apple)).toBeNull();
  });

  it.each(['ArrowLeft', 'ArrowUp', 'ArrowDown'])('leave ⌥ %s to who is writing', (key) => {
    const alt = press(key, { altKey: true });
    expect(shortcutOf(alt, { ...apple, writing: true })).toBeNull();
    expect(shortcutOf(alt, apple)).not.toBeNull();
    expect(shortcutOf(alt, { ...here, writing: true })).not.toBeNull();
  });
});
