import { describe, expect, it } from 'vitest';
import type { VList } from 'virtua/svelte';
import { makeCard, makeText } from '../../ipc/fake/make';
import { rowsOf, type Row } from '../../state/rows';
import { Scrolling } from './scrolling.svelte';

const ROW = 100;
const rows = rowsOf(
  Array.from({ length: 30 }, (_, index) =>
    index % 2 === 0 ? makeText(index + 1, '토지') : makeCard(index + 1, index),
  ),
  [],
);

/** A log whose rows are all of one height, three of which are seen at once, from `offset` on. */
function at(offset: number): Scrolling {
  const list = {
    getScrollOffset: () => offset,
    getViewportSize: () => 3 * ROW,
    getScrollSize: () => rows.length * ROW,
    findItemIndex: (to: number) => Math.min(Math.floor(to / ROW), rows.length - 1),
  };
  const scrolling = new Scrolling(
    () => rows,
    () => Promise.resolve(),
    () => offset,
    () => undefined,
  );
  scrolling.list = list as unknown as VList<Row>;
  scrolling.pin.release({ offset, viewport: 3 * ROW, size: rows.length * ROW });
  return scrolling;
}
const keyAt = (index: number): string => rows[index]?.key ?? '';

describe('a search that ends while the reader is further up', () => {
  it('is told of when its card is below the view', () => {
    const scrolling = at(1_050);
    scrolling.finished(keyAt(14));
    expect(scrolling.news).toBe(1);
    scrolling.finished(keyAt(rows.length - 1));
    expect(scrolling.news).toBe(2);
  });

  it('is not told of when its card is seen, is above, or is folded away', () => {
    const scrolling = at(1_050);
    for (const key of [keyAt(13), keyAt(11), keyAt(2), 'message-none']) scrolling.finished(key);
    expect(scrolling.news).toBe(0);
  });
});
