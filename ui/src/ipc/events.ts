/** The shell's one event. */
import { listen } from '@tauri-apps/api/event';
import type { Change } from './bindings/Change';

/** Listens to `change`; see `Backend.onChange`. */
export const onChange = (listener: (change: Change) => void): Promise<() => void> =>
  listen<Change>('change', (event) => {
    listener(event.payload);
  });
