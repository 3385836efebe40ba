import { describe, expect, it, vi } from 'vitest';
import { Find } from './find.svelte';

/** A search over answers that are given by hand. */
function find() {
  const shown: number[] = [];
  const answers: ((hits: readonly number[] | null) => void)[] = [];
  const it = new Find(
    () => new Promise((done) => answers.push(done)),
    (_, id) => Promise.resolve(shown.push(id)),
  );
  it.open(1);
  return { it, shown, answers };
}

describe('finding in a room', () => {
  it('shows the newest place first, goes on to older ones, and round', async () => {
    const f = find();
    const looked = f.it.look(' 토지 ');
    f.answers[0]?.([9, 5, 2]);
    await looked;
    expect(f.it.answered).toBe('토지');
    await f.it.step(1);
    await f.it.step(1);
    await f.it.step(1);
    await f.it.step(-1);
    expect(f.shown).toEqual([9, 5, 2, 9, 2]);
  });

  it('asks one question at a time, and hears neither an answer that was overtaken nor one that failed', async () => {
    const f = find();
    const first = f.it.look('토');
    const second = f.it.look('토지');
    expect(f.answers).toHaveLength(1);
    f.answers[0]?.([1, 2]);
    await vi.waitFor(() => {
      expect(f.answers).toHaveLength(2);
    });
    f.answers[1]?.([4]);
    await Promise.all([first, second]);
    expect(f.shown).toEqual([4]);
    expect(f.it.hits).toEqual([4]);
    const third = f.it.look('구토');
    f.answers[2]?.(null);
    await third;
    expect(f.it.hits).toEqual([4]);
  });

  it('finds nothing for blanks, and shows nothing after it was closed', async () => {
    const f = find();
    await f.it.look('  ');
    expect(f.answers).toHaveLength(0);
    const looked = f.it.look('토지');
    f.it.close();
    f.answers[0]?.([3]);
    await looked;
    expect(f.shown).toEqual([]);
    expect(f.it.roomId).toBeNull();
  });
});
