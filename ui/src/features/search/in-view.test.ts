import { describe, expect, it, vi } from 'vitest';
import type { CopiesState } from '../../ipc/bindings/CopiesState';
import { makeHit } from '../../ipc/fake/make';
import { InView } from './in-view';

/** Books on a page whose scrolling and frames are the test's. */
function page() {
  const tell = vi.fn<(searchId: number, hitIds: readonly number[]) => void>();
  const frames: (() => void)[] = [];
  let changed: (entries: { target: Element; isIntersecting: boolean }[]) => void = () => undefined;
  const observed = new Set<Element>();
  const live = new Set([1, 7]);
  const inView = new InView(tell, (searchId) => live.has(searchId), {
    observe: (listener) => {
      changed = listener as typeof changed;
      return {
        observe: (element) => void observed.add(element),
        unobserve: (element) => void observed.delete(element),
      };
    },
    nextFrame: (run) => frames.push(run),
  });
  const put = (id: number, search_id = 1, copies_state: CopiesState = 'planned') => {
    const element = document.createElement('div');
    const remove = inView.watch(makeHit({ id, search_id, copies_state }))(element);
    return { element, remove: () => remove?.() };
  };
  return {
    tell,
    live,
    observed,
    put,
    scroll: (isIntersecting: boolean, ...books: { element: Element }[]) => {
      changed(books.map(({ element: target }) => ({ target, isIntersecting })));
    },
    frame: () => {
      for (const run of frames.splice(0)) run();
    },
    frames,
  };
}

describe('books in view', () => {
  it('are told once a frame, by search', () => {
    const { put, scroll, frame, frames, tell } = page();
    const [one, two, other] = [put(1), put(2), put(9, 7)];
    scroll(true, one);
    scroll(true, two, other);
    expect(frames).toHaveLength(1);
    expect(tell).not.toHaveBeenCalled();
    frame();
    expect(tell.mock.calls).toEqual([
      [1, [1, 2]],
      [7, [9]],
    ]);
  });

  it('are told again when another one comes, without those that went', () => {
    const { put, scroll, frame, tell } = page();
    const [one, two, three] = [put(1), put(2), put(3)];
    scroll(true, one, two);
    frame();
    scroll(false, one);
    frame();
    expect(tell).toHaveBeenCalledOnce();
    scroll(true, three);
    frame();
    expect(tell).toHaveBeenLastCalledWith(1, [2, 3]);
    scroll(true, one);
    frame();
    expect(tell).toHaveBeenLastCalledWith(1, [2, 3, 1]);
  });

  it('are not told for being checked, nor when nothing can come sooner', () => {
    const { put, scroll, frame, tell, observed } = page();
    const [one, two] = [put(1), put(2)];
    scroll(true, one, two);
    frame();
    one.remove();
    frame();
    expect(tell).toHaveBeenCalledOnce();
    for (const state of ['checked', 'unplanned', 'failed'] as const) put(3, 1, state);
    expect(observed.size).toBe(1);
  });

  it('are not told of a search that does not run, and are once it does', () => {
    const { put, scroll, frame, tell, live } = page();
    live.clear();
    const one = put(1);
    scroll(true, one);
    frame();
    expect(tell).not.toHaveBeenCalled();
    live.add(1);
    scroll(true, one);
    frame();
    expect(tell).toHaveBeenCalledExactlyOnceWith(1, [1]);
  });

  it('are told when what is in view already is asked for', () => {
    const { put, scroll, frame, tell } = page();
    put(1, 1, 'unplanned').remove();
    const asked = put(1);
    scroll(true, asked);
    frame();
    expect(tell).toHaveBeenCalledExactlyOnceWith(1, [1]);
  });
});
