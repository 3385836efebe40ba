import { describe, expect, it } from 'vitest';
import { Drafts } from './drafts';

/** Drafts with a clock that is moved by hand. */
function drafts() {
  const saved: [number, string][] = [];
  let due: (() => void)[] = [];
  const store = new Drafts(
    (roomId, text) => saved.push([roomId, text]),
    (go) => {
      due.push(go);
      return () => {
        due = due.filter((other) => other !== go);
      };
    },
  );
  const pass = (): void => {
    for (const go of due.splice(0)) go();
  };
  return { store, saved, pass };
}

describe('drafts', () => {
  it('begin with what the app has, and keep nothing that was not typed', () => {
    const { store, saved, pass } = drafts();
    expect(store.begin(1, '토지')).toBe('토지');
    store.write(1, '토지');
    pass();
    expect(saved).toEqual([]);
    expect(store.begin(1, '낡은 것')).toBe('토지');
  });

  it('are kept once for all that was typed meanwhile', () => {
    const { store, saved, pass } = drafts();
    store.begin(1, '');
    store.write(1, '토');
    store.write(1, '토지');
    expect(saved).toEqual([]);
    pass();
    pass();
    expect(saved).toEqual([[1, '토지']]);
  });

  it('are kept at once when a room is left, and when they were sent', () => {
    const { store, saved, pass } = drafts();
    store.begin(1, '');
    store.write(1, '토지');
    store.flush();
    store.write(1, '토지 2');
    store.write(1, '');
    pass();
    expect(saved).toEqual([
      [1, '토지'],
      [1, ''],
    ]);
  });

  it('go with their room', () => {
    const { store, saved, pass } = drafts();
    store.begin(1, '');
    store.write(1, '토지');
    store.forget(1);
    pass();
    store.flush();
    expect(saved).toEqual([]);
    expect(store.begin(1, '')).toBe('');
  });
});
