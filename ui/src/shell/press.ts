/** What the keys of shortcuts.ts do. */
import type { Session } from '../session.svelte';
import { roomsInOrder } from '../state/select';
import { shortcutOf } from './shortcuts';

/** Handles a key press that reached the page. */
export function press(event: KeyboardEvent, session: Session): void {
  const rooms = roomsInOrder(session.store.state);
  const shortcut = shortcutOf(event, rooms.length);
  if (shortcut === null) return;
  const { view } = session;
  // Nothing moves behind a dialog.
  if (shortcut.kind !== 'back' && document.querySelector('dialog[open]') !== null) return;
  if (shortcut.kind === 'back') {
    if (!session.back()) return;
  } else if (shortcut.kind === 'bottom') {
    session.room?.toBottom();
  } else if (shortcut.kind === 'composer') {
    // The pane beside the room goes first; who writes goes on writing.
    if (view.pane !== null) view.pane = null;
    else if (view.roomId !== null) session.room?.focusComposer();
    else return;
  } else {
    const at = rooms.findIndex((entry) => entry.id === view.roomId);
    const next = rooms[shortcut.kind === 'room' ? shortcut.index : at + shortcut.step];
    if (next === undefined) return;
    void session.enterRoom(next.id);
  }
  event.preventDefault();
}
