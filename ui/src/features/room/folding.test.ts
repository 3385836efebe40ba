import { expect, it } from 'vitest';
import { makeCard, makeSearch, makeText, NOON } from '../../ipc/fake/make';
import { rowsOf, type Row } from '../../state/rows';
import { Folding, type Fold } from './folding.svelte';

const rows = rowsOf(
  [makeText(1, '토지', { sent_at_ms: NOON - 1_000 }), makeCard(2, 1), makeCard(3, 2), makeCard(4, 3)],
  [],
);
const none = { hit_count: 0, total_count: 0 };
const keys = (shown: readonly Row[]): string[] => shown.slice(2).map((row) => row.key);
const foldOf = (folding: Folding): Fold => {
  const fold = folding.shown.find((row): row is Fold => row.kind === 'nothing');
  if (fold === undefined) throw new Error('nothing is folded');
  return fold;
};

/** A room in which the first library has the book, and the others have not. */
const room = (isOn = true): Folding =>
  new Folding(
    () => rows,
    (id) => makeSearch({ id, ...(id === 1 ? {} : none) }),
    () => isOn,
  );

it('shows the first of what is unfolded, and folds it away again', () => {
  const folding = room();
  expect(keys(folding.shown)).toEqual(['message-2', 'fold-message-1']);
  expect(folding.toggle(foldOf(folding))).toBe('message-3');
  expect(keys(folding.shown)).toEqual(['message-2', 'fold-message-1', 'message-3', 'message-4']);
  expect(folding.toggle(foldOf(folding))).toBeNull();
  expect(keys(folding.shown)).toEqual(['message-2', 'fold-message-1']);
});

it('unfolds a card that somebody goes to, and leaves the others alone', async () => {
  const folding = room();
  await folding.unfold('message-2');
  expect(foldOf(folding).open).toBe(false);
  await folding.unfold('message-4');
  expect(foldOf(folding).open).toBe(true);
  await folding.unfold('message-99');
  expect(foldOf(folding).open).toBe(true);
});

it('leaves the rows of any other room as they are', () => {
  const folding = room(false);
  expect(folding.shown).toBe(rows);
});
