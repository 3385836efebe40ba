/** Keys that work everywhere on the page (ux.md 6.10). */
import type { Screen } from '../state/view.svelte';

/** What a key asks for. */
export type Shortcut =
  | { kind: 'back' }
  | { kind: 'bottom' }
  | { kind: 'composer' }
  | { kind: 'palette' }
  | { kind: 'keys' }
  | { kind: 'find' }
  | { kind: 'found'; step: 1 | -1 }
  | { kind: 'pane'; step: 1 | -1 }
  | { kind: 'screen'; screen: Screen }
  | { kind: 'text'; step: 1 | -1 | 0 }
  | { kind: 'quit' }
  | { kind: 'room'; index: number }
  | { kind: 'neighbour'; step: 1 | -1 };

/** What of a key press decides. */
export type Press = Pick<
  KeyboardEvent,
  'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey' | 'isComposing' | 'keyCode'
>;

const INPUT_METHOD = 229;

const WITH_CONTROL: Record<string, Shortcut> = {
  End: { kind: 'bottom' },
  k: { kind: 'palette' },
  f: { kind: 'find' },
  q: { kind: 'quit' },
  '/': { kind: 'keys' },
  '?': { kind: 'keys' },
  ',': { kind: 'screen', screen: 'settings' },
  '+': { kind: 'text', step: 1 },
  '=': { kind: 'text', step: 1 },
  '-': { kind: 'text', step: -1 },
  '0': { kind: 'text', step: 0 },
};

/** The letter of a key, also while the keyboard writes Korean. */
const HANGUL: Record<string, string> = { ㅏ: 'k', ㄹ: 'f', ㅓ: 'j', ㅂ: 'q' };

function withControl(key: string, shift: boolean, rooms: number): Shortcut | null {
  const letter = HANGUL[key] ?? (key.length === 1 ? key.toLowerCase() : key);
  if (letter === 'j') return shift ? { kind: 'screen', screen: 'jobs' } : null;
  if (shift && 'kfq'.includes(letter)) return null;
  if (/^[1-9]$/.test(key)) return Number(key) <= rooms ? { kind: 'room', index: Number(key) - 1 } : null;
  return WITH_CONTROL[letter] ?? null;
}

/** What a key's meaning depends on beside the key. */
export interface Surroundings {
  /** So many rooms there are. */
  rooms: number;
  /** A key alone may have a meaning: nobody is writing, and the person has not turned that off. */
  single: boolean;
  /** Somebody is writing. */
  writing: boolean;
  /** On an Apple system ⌘ is the key to hold down: Ctrl moves in a text there, and ⌥ as well. */
  apple: boolean;
}

/** The shortcut of a key press; null when it is an ordinary one. */
export function shortcutOf(event: Press, { rooms, single, writing, apple }: Surroundings): Shortcut | null {
  if (event.isComposing || event.keyCode === INPUT_METHOD) return null;
  const { key, shiftKey: shift, ctrlKey, metaKey, altKey } = event;
  const step = shift ? -1 : 1;
  if (apple ? ctrlKey : metaKey) return null;
  const control = ctrlKey || metaKey;
  if (altKey && !control) {
    if (apple && writing) return null;
    if (key === 'ArrowLeft') return { kind: 'back' };
    if (key === 'ArrowUp') return { kind: 'neighbour', step: -1 };
    if (key === 'ArrowDown') return { kind: 'neighbour', step: 1 };
    return null;
  }
  // AltGr is reported as both, and writes letters.
  if (control) return altKey ? null : withControl(key, shift, rooms);
  if (key === 'F6') return { kind: 'pane', step };
  if (key === 'F3') return { kind: 'found', step };
  if (key === '?' && single) return { kind: 'keys' };
  return key === 'Escape' ? { kind: 'composer' } : null;
}
