/**
 * The back gesture and button of Android. They go back in the page's history, and leave the app at its beginning; so the history has one
 * entry more as long as there is something to go back from, be it a menu, a dialog, a screen or a room.
 */
import { menus } from '../components/menus.svelte';
import type { Session } from '../session.svelte';

/** There is something over the lists. */
function isDeep({ overlay, view }: Session): boolean {
  return (
    menus.open > 0 ||
    overlay !== null ||
    view.profileId !== null ||
    view.screen !== null ||
    view.pane !== null ||
    view.roomId !== null
  );
}

/** What lies on top goes. */
function stepBack(session: Session): void {
  const { overlay, rooms, view } = session;
  const menu = document.querySelector('[role=menu]');
  const isRoomOnTop = overlay === null && view.profileId === null && view.pane === null;
  if (menu) menu.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' }));
  else if (isRoomOnTop && view.seenRoomId !== null && rooms.find.roomId !== null) rooms.closeFind();
  else session.back();
}

/** Goes back where the system wants to; returns the way to stop. To be called where effects belong to something. */
export function followSystemBack(session: Session): () => void {
  let hasEntry = false;
  /** The page takes its entry off by itself. */
  let isLeaving = false;
  const add = (): void => {
    history.pushState(null, '');
    hasEntry = true;
  };
  const heard = (): void => {
    hasEntry = false;
    if (!isLeaving) stepBack(session);
    isLeaving = false;
    if (isDeep(session)) add();
  };
  $effect(() => {
    const deep = isDeep(session);
    if (isLeaving || deep === hasEntry) return;
    if (deep) add();
    else {
      isLeaving = true;
      history.back();
    }
  });
  addEventListener('popstate', heard);
  return () => {
    removeEventListener('popstate', heard);
  };
}
