/** What no first paint needs: read in one piece right after it, so that opening a room, a book or a dialog waits for nothing. */
export { default as OpenRoom } from './OpenRoom.svelte';
export { default as Overlays } from './Overlays.svelte';
export { default as Pane } from './Pane.svelte';
export { default as ScreenArea } from './ScreenArea.svelte';
