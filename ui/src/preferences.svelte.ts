/** What the person has set: shown by the page at once, kept by the app. */
import type { Settings } from './ipc/bindings/Settings';
import { Patches } from './patches.svelte';
import type { Store } from './state/store.svelte';

/** The sizes of text that − and + go through, in percent. */
export const TEXT_SIZES = [85, 100, 115, 130, 150, 175, 200] as const;

/** The next size of text in a direction; the same one at the end. */
export function nextSize(percent: number, direction: 1 | -1): number {
  const further = TEXT_SIZES.filter((size) => (direction > 0 ? size > percent : size < percent));
  return (direction > 0 ? further[0] : further.at(-1)) ?? percent;
}

/** Has the page look as it is set: `tokens.css` and `base.css` know the two attributes. */
export function applySettings(
  { theme, text_percent: percent, less_motion: less }: Settings,
  root: HTMLElement,
): void {
  if (theme === 'system') delete root.dataset['theme'];
  else root.dataset['theme'] = theme;
  if (less) root.dataset['motion'] = 'less';
  else delete root.dataset['motion'];
  root.style.fontSize = percent === 100 ? '' : `${percent}%`;
}

/** The settings at work. */
export class Preferences {
  readonly #patches: Patches<Settings>;

  constructor(owner: { readonly store: Store }) {
    this.#patches = new Patches(
      () => owner.store.state.settings,
      (settings) => owner.store.setSettings(settings),
    );
  }

  /** As they are set now, be it that the app has not heard of it yet. */
  get now(): Settings {
    return this.#patches.now;
  }

  /** Sets something: it holds at once, and is taken back when it could not be kept (which the store tells). */
  set(change: Partial<Settings>): Promise<boolean> {
    return this.#patches.set(change);
  }

  /** Larger or smaller text; `0` is the normal size. */
  resize(direction: 1 | -1 | 0): Promise<boolean> {
    return this.set({ text_percent: direction === 0 ? 100 : nextSize(this.now.text_percent, direction) });
  }
}
