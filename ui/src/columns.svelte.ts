/** How wide the columns beside the room are: as the person has set them, as far as the room keeps enough for itself. */
import { MediaQuery } from 'svelte/reactivity';
import type { Settings } from './ipc/bindings/Settings';
import type { Preferences } from './preferences.svelte';

/** A column that can be made wider. */
export type Column = 'list' | 'detail';

/** How narrow and how wide a column may be at most, in CSS pixels; what the app keeps. */
const LIMITS: Record<Column, { min: number; max: number }> = {
  list: { min: 240, max: 520 },
  detail: { min: 300, max: 640 },
};

const KEYS = { list: 'list_px', detail: 'detail_px' } as const satisfies Record<Column, keyof Settings>;

/** What the room keeps, on a wide and on a narrow window with two columns. App.svelte has the same numbers. */
export const ROOM = { wide: 420, narrow: 320 };

/** How wide a column may be that is `now` wide, beside a room of which all but `kept` can be taken. */
export function rangeOf(
  column: Column,
  now: number,
  room: number,
  kept: number,
): { min: number; max: number } {
  const { min, max } = LIMITS[column];
  return { min: Math.min(min, now), max: Math.max(Math.min(max, now + Math.max(0, room - kept)), now) };
}

/** The columns at work. */
export class Columns {
  /** As wide as they are on the page, in CSS pixels; measured. */
  list = $state(0);
  detail = $state(0);
  /** What is left between them. */
  room = $state(0);
  readonly #preferences: Preferences;
  readonly #wide = new MediaQuery('min-width: 960px');
  readonly #two = new MediaQuery('min-width: 600px');
  /** What is being moved. */
  #moved = $state.raw<{ column: Column; pixels: number } | null>(null);

  constructor(preferences: Preferences) {
    this.#preferences = preferences;
  }

  /** The list and the room stand side by side. */
  get sideBySide(): boolean {
    return this.#two.current;
  }

  /** The width of a column for its style; null: as the layout has it. */
  style(column: Column): string | null {
    const set = this.#preferences.now[KEYS[column]];
    const pixels = this.#moved?.column === column ? this.#moved.pixels : set;
    return pixels === 0 ? null : `${pixels}px`;
  }

  /** What the line beside a column needs. */
  separator(column: Column): {
    now: number;
    min: number;
    max: number;
    onmove: (pixels: number) => void;
    onkeep: (pixels: number) => void;
    onreset: () => void;
  } {
    const now = this[column];
    return {
      now,
      ...rangeOf(column, now, this.room, this.#wide.current ? ROOM.wide : ROOM.narrow),
      onmove: (pixels) => {
        this.#moved = { column, pixels };
      },
      onkeep: (pixels) => {
        this.#moved = null;
        void this.#preferences.set({ [KEYS[column]]: pixels });
      },
      onreset: () => {
        if (this.#preferences.now[KEYS[column]] !== 0) void this.#preferences.set({ [KEYS[column]]: 0 });
      },
    };
  }
}
