import { tick } from 'svelte';

/**
 * What has the focus in `root` may go with the change that is about to be drawn, and the focus with it: then `lost` says where it goes.
 * To be called before the change, in `$effect.pre`.
 */
export function keepFocus(root: HTMLElement | undefined, lost: () => void): void {
  const held = document.activeElement;
  if (root === undefined || held === null || !root.contains(held)) return;
  void tick().then(() => {
    if (!held.isConnected) lost();
  });
}
