import { expect, it } from 'vitest';
import { makeRoom } from '../ipc/fake/make';
import { isTold } from './select';

it('tells of ends by a notification unless that is turned off, for all rooms or for this one', () => {
  expect(isTold(makeRoom(), 'always')).toBe(true);
  expect(isTold(makeRoom(), 'unseen')).toBe(true);
  expect(isTold(makeRoom(), 'never')).toBe(false);
  expect(isTold(makeRoom({ is_muted: true }), 'always')).toBe(false);
});
