/** What the keys of shortcuts.ts do. */
import { tick } from 'svelte';
import type { Session } from '../session.svelte';
import { roomsInOrder } from '../state/select';
import { nextPane } from './next-pane';
import { isApple } from './platform';
import { leaveScreen } from './screens';
import { shortcutOf, type Shortcut } from './shortcuts';

const isWriting = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable]') !== null;

/** What leads away from a book or a list that lies over the page: that is closed first. */
const LEADS_AWAY: readonly Shortcut['kind'][] = ['palette', 'room', 'neighbour', 'screen'];

/** Only the pane of the room lies over the page, which is no question to answer. */
const isPaneAlone = (dialogs: readonly HTMLElement[]): boolean =>
  dialogs.every((dialog) => dialog.dataset['testid'] === 'pane');

/** Handles a key press that reached the page. */
export function press(event: KeyboardEvent, session: Session): void {
  if (event.defaultPrevented) return;
  const { state } = session.store;
  const writing = isWriting(event.target);
  const shortcut = shortcutOf(event, {
    rooms: Object.keys(state.rooms).length,
    single: session.preferences.now.single_keys && !writing,
    writing,
    apple: isApple,
  });
  if (shortcut === null) return;
  // Whatever the page is at, and whatever lies over it.
  if (shortcut.kind === 'quit') {
    if (!state.desktop) return;
    event.preventDefault();
    session.quit();
    return;
  }
  // Nothing is there yet, and nothing that was pressed happens later.
  if (state.phase.kind !== 'ready' && shortcut.kind !== 'text') return;
  // Nothing moves behind a dialog, but its text may become larger.
  const dialogs = [...document.querySelectorAll<HTMLElement>('dialog[open]')];
  if (dialogs.length > 0 && LEADS_AWAY.includes(shortcut.kind) && isPaneAlone(dialogs)) {
    event.preventDefault();
    session.panes.close();
    // Once the focus has been given back.
    void tick().then(() => act(shortcut, session));
    return;
  }
  if (dialogs.length > 0 && shortcut.kind !== 'back' && shortcut.kind !== 'text') {
    // The browser's own finding has nothing to look for here.
    if (shortcut.kind === 'find' || shortcut.kind === 'found') event.preventDefault();
    return;
  }
  if (act(shortcut, session)) event.preventDefault();
}

/** Does it; false when there is nothing to do, and the key keeps its usual meaning. */
function act(shortcut: Exclude<Shortcut, { kind: 'quit' }>, session: Session): boolean {
  const { view, rooms } = session;
  const roomId = view.seenRoomId;
  switch (shortcut.kind) {
    case 'back':
      return session.back();
    case 'bottom':
      session.room?.toBottom();
      return roomId !== null;
    case 'composer':
      return escape(session);
    case 'palette':
    case 'keys':
      session.overlay = { kind: shortcut.kind };
      return true;
    case 'find':
    case 'found':
      if (roomId === null) return false;
      if (shortcut.kind === 'found' && rooms.find.roomId !== null) void rooms.find.step(shortcut.step);
      else rooms.openFind(roomId);
      return true;
    case 'pane':
      return nextPane(shortcut.step);
    case 'screen':
      view.open(shortcut.screen);
      return true;
    case 'text':
      void session.preferences.resize(shortcut.step);
      return true;
    case 'room':
      return enter(session, shortcut.index);
    case 'neighbour':
      return enter(session, shortcut.step, view.roomId);
  }
}

/** The pane beside the room goes first, then finding; who writes goes on writing. */
function escape(session: Session): boolean {
  const { view, rooms } = session;
  if (view.screen !== null) return leaveScreen(session);
  if (view.pane !== null) view.pane = null;
  else if (rooms.find.roomId !== null) rooms.closeFind();
  else if (view.roomId !== null) session.room?.focusComposer();
  else return false;
  return true;
}

/** Goes to the room that is so many after another one, or after the first. */
function enter(session: Session, step: number, from?: number | null): boolean {
  const inOrder = roomsInOrder(session.store.state);
  const at = from === undefined ? 0 : inOrder.findIndex((entry) => entry.id === from);
  const next = inOrder[at + step];
  if (next === undefined) return false;
  void session.rooms.enter(next.id);
  return true;
}
