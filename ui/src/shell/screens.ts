/** The screens over the lists and the room: how each is loaded, and where the focus goes when it is left. */
import { tick, type Component } from 'svelte';
import type { Backend } from '../ipc/backend';
import type { Session } from '../session.svelte';
import type { Screen } from '../state/view.svelte';

/** What every screen is given. */
export interface ScreenProps {
  session: Session;
  /** For what only that screen asks of the app. */
  backend: Backend;
}

/** Each screen's code is its own file, read when it is opened: the page starts without it. */
export const SCREENS: Record<Screen, () => Promise<{ default: Component<ScreenProps> }>> = {
  saved: () => import('./SavedScreen.svelte'),
  jobs: () => import('./JobsScreen.svelte'),
  settings: () => import('./SettingsScreen.svelte'),
  more: () => import('./MoreScreen.svelte'),
  licences: () => import('./LicencesScreen.svelte'),
};

/** Leaves a screen, with the focus on what led to it; false when there is none. */
export function leaveScreen(session: Session): boolean {
  const { view } = session;
  const left = view.screen;
  if (!view.leave()) return false;
  void tick().then(() => {
    const ways = document.querySelectorAll<HTMLElement>(`[data-testid="to-${left}"], [data-testid=to-more]`);
    // Of the ways to a screen, a narrow window shows others than a wide one.
    [...ways].find((way) => way.checkVisibility())?.focus();
  });
  return true;
}
