import type { VListHandle } from 'virtua/svelte';
import type { Arrangement } from './arrange';

/** Where a long list was left: what was chosen of it, what was measured of it, and how far it was scrolled. */
export interface ListPlace {
  /** Null before it was seen. */
  cache: ReturnType<VListHandle['getCache']> | null;
  offset: number;
  /** How many rows it had; what was measured fits no other number. */
  rows: number;
  arrangement: Arrangement;
}
