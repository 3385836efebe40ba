import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeHit } from '../../ipc/fake/make';
import { Lookout } from './lookout';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const books = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => makeHit({ id: from + index, copies_state: 'unplanned' }));

describe('the lookout', () => {
  it('asks once the view rests, ten at a time, and for no book twice', () => {
    const ask = vi.fn();
    const lookout = new Lookout(ask);
    lookout.see(books(50, 3));
    lookout.see(books(1, 12));
    expect(ask).not.toHaveBeenCalled();
    vi.runAllTimers();
    expect(ask.mock.calls.map(([ids]) => (ids as number[]).length)).toEqual([10, 2]);
    lookout.see(books(1, 12));
    vi.runAllTimers();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('leaves alone what is known or asked for already, and stops when told', () => {
    const ask = vi.fn();
    const lookout = new Lookout(ask);
    lookout.see([
      makeHit(),
      makeHit({ id: 2, copies_state: 'planned' }),
      makeHit({ id: 3, copies_state: 'failed' }),
    ]);
    vi.runAllTimers();
    lookout.see(books(9, 1));
    lookout.stop();
    vi.runAllTimers();
    expect(ask).not.toHaveBeenCalled();
  });

  it('asks again for what a search took back that goes on after its end, and not for what was stopped', () => {
    const ask = vi.fn();
    const lookout = new Lookout(ask);
    for (const [isFinal, calls] of [
      [true, 1],
      [false, 2],
      [false, 2],
      [true, 2],
    ] as const) {
      lookout.ended(isFinal);
      lookout.see(books(1, 3));
      vi.runAllTimers();
      expect(ask).toHaveBeenCalledTimes(calls);
    }
  });
});
