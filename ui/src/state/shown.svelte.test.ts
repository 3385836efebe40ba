import { flushSync } from 'svelte';
import { expect, it } from 'vitest';
import { makeSearch } from '../ipc/fake/make';
import { Knowledge } from './shown.svelte';
import { Table } from './table';

/** What a reader saw, and the knowledge it reads. */
function reading<Seen>(read: (knowledge: Knowledge) => Seen) {
  const knowledge = new Knowledge();
  const seen: Seen[] = [];
  const stop = $effect.root(() => {
    $effect(() => {
      seen.push(read(knowledge));
    });
  });
  flushSync();
  const know = (ids: readonly number[]): void => {
    const searches = ids.map((id) => makeSearch({ id }));
    knowledge.state = {
      ...knowledge.state,
      searches: Table.of(searches.map((search) => [search.id, search] as const)),
    };
    flushSync();
  };
  return { know, seen, stop };
}

it('who is the first to read an entry hears of it, also when it was not there yet', () => {
  const { know, seen, stop } = reading(({ shown }) => shown.searches.get(1)?.id);
  know([1]);
  know([1]);
  know([]);
  know([1]);
  expect(seen).toEqual([undefined, 1, 1, undefined, 1]);
  stop();
});

it('who reads one entry does not hear of another', () => {
  const { know, seen, stop } = reading(({ shown }) => shown.searches.get(1)?.id);
  know([2]);
  know([2, 3]);
  expect(seen).toEqual([undefined]);
  stop();
});

it('who reads all of them hears of each', () => {
  const { know, seen, stop } = reading(({ shown }) => shown.searches.values().length);
  know([1]);
  know([1, 2]);
  expect(seen).toEqual([0, 1, 2]);
  stop();
});
