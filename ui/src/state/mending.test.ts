import { expect, it } from 'vitest';
import type { ErrorCode } from '../ipc/bindings/ErrorCode';
import type { SearchState } from '../ipc/bindings/SearchState';
import { isMendable } from './mending';

it.each<[SearchState, ErrorCode | null, boolean]>([
  ['failed', 'timeout', true],
  ['failed', null, true],
  // After the date of the computer was set right, or the Wi-Fi was logged in to.
  ['failed', 'tls', true],
  ['failed', 'layout_unknown', false],
  ['failed', 'log_in', false],
  ['partial', 'layout_unknown', true],
  ['cancelled', null, true],
  ['complete', null, false],
  ['waiting', 'network', false],
  ['running', null, false],
  ['held', null, false],
])('a search that is %s, %s, is mended by asking again: %s', (state, code, mended) => {
  expect(isMendable({ state, code })).toBe(mended);
});
