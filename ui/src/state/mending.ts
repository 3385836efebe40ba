/** What can be made good by asking a library again. */
import type { ErrorCode } from '../ipc/bindings/ErrorCode';
import type { Search } from '../ipc/bindings/Search';

/** The library would send the same page again: one that is not understood, or one to log in on. */
const SAME_AGAIN: readonly (ErrorCode | null)[] = ['layout_unknown', 'log_in'];

/** A search that failed so may do better the next time. */
export const isWorthRetrying = (code: ErrorCode | null): boolean => !SAME_AGAIN.includes(code);

/** A search that ended and can go on. A complete answer is not asked anew by a slip of the finger. */
export const isMendable = ({ state, code }: Pick<Search, 'state' | 'code'>): boolean =>
  state === 'partial' || state === 'cancelled' || (state === 'failed' && isWorthRetrying(code));
