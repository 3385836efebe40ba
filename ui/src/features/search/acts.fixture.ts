/** For tests: acts that are heard, on books that have no picture. */
import { vi } from 'vitest';
import type { Watch } from '../../ipc/bindings/Watch';
import type { BookActs } from './acts';

/** What can be done with books, all of it heard. */
export const makeActs = (over: Partial<BookActs> = {}) => ({
  cover: () => null,
  isSaved: () => false,
  save: vi.fn(),
  watches: (): readonly Watch[] => [],
  watch: vi.fn(),
  unwatch: vi.fn(),
  copyTitle: vi.fn(),
  link: vi.fn(),
  copyLink: vi.fn(),
  singleKeys: () => true,
  ...over,
});
