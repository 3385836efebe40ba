/** Keys that work everywhere on the page (ux.md 6.10). */

/** What a key asks for. */
export type Shortcut =
  | { kind: 'back' }
  | { kind: 'bottom' }
  | { kind: 'composer' }
  | { kind: 'room'; index: number }
  | { kind: 'neighbour'; step: 1 | -1 };

const INPUT_METHOD = 229;

/** The shortcut of a key press; null when it is an ordinary one. */
export function shortcutOf(
  event: Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey' | 'isComposing' | 'keyCode'>,
  rooms: number,
): Shortcut | null {
  if (event.isComposing || event.keyCode === INPUT_METHOD) return null;
  const control = event.ctrlKey || event.metaKey;
  if (event.altKey && !control) {
    if (event.key === 'ArrowLeft') return { kind: 'back' };
    if (event.key === 'ArrowUp') return { kind: 'neighbour', step: -1 };
    if (event.key === 'ArrowDown') return { kind: 'neighbour', step: 1 };
    return null;
  }
  if (control && event.key === 'End') return { kind: 'bottom' };
  if (control && /^[1-9]$/.test(event.key) && Number(event.key) <= rooms) {
    return { kind: 'room', index: Number(event.key) - 1 };
  }
  return event.key === 'Escape' && !control ? { kind: 'composer' } : null;
}
