import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { createRawSnippet, type ComponentProps } from 'svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeText } from '../../ipc/fake/make';
import { rowsOf, type Row } from '../../state/rows';
import Log from './Log.svelte';

afterEach(cleanup);

/** The messages with these ids, and what stands between them. */
const from = (first: number, last: number): Row[] =>
  rowsOf(
    Array.from({ length: last - first + 1 }, (_, index) => makeText(first + index, `글 ${first + index}`)),
    [],
  );

const props = (rows: readonly Row[]): ComponentProps<typeof Log> => ({
  rows,
  label: '대화',
  hasOlder: false,
  left: null,
  atLine: false,
  singleKeys: true,
  onolder: () => Promise.resolve(),
  onplace: () => undefined,
  ontype: () => undefined,
  ondetails: () => undefined,
  onletter: () => false,
  ondelete: () => undefined,
  describe: ({ key }) => key,
  row: createRawSnippet(() => ({ render: () => '<p>글</p>' })),
});

/** A log whose last message has the focus. */
async function atEnd(rows: readonly Row[]) {
  const { rerender } = render(Log, props(rows));
  const focused = () => document.activeElement?.getAttribute('aria-label');
  await fireEvent.keyDown(screen.getByRole('log'), { key: 'End' });
  await vi.waitFor(() => {
    expect(focused()).toBe(rows.at(-1)?.key);
  });
  return { change: (next: readonly Row[]) => rerender({ rows: next }), focused, key: rows.at(-1)?.key };
}
const reached = (): (string | null)[] =>
  screen
    .getAllByRole('article', { hidden: true })
    .filter((article) => article.tabIndex === 0)
    .map((article) => article.getAttribute('aria-label'));

describe('the message with the focus', () => {
  it('keeps it when older messages come before it', async () => {
    const { change, focused, key } = await atEnd(from(100, 140));
    await change(from(40, 140));
    expect(focused()).toBe(key);
    expect(reached()).toEqual([key]);
  });

  it('keeps it when messages above it go', async () => {
    const { change, focused, key } = await atEnd(from(40, 140));
    await change(from(100, 140));
    expect(focused()).toBe(key);
    expect(reached()).toEqual([key]);
  });

  it('goes on to the message after one that is deleted, at the end to the one before it', async () => {
    const rows = from(100, 104);
    const { component, rerender } = render(Log, props(rows));
    expect(component.beside('message-104')).toBe('message-103');
    expect(component.beside('message-7')).toBeNull();
    const next = component.beside('message-101') ?? '';
    await component.focusRow(next);
    await rerender({ rows: rows.filter(({ key }) => key !== 'message-101') });
    expect(document.activeElement?.getAttribute('aria-label')).toBe('message-102');
  });

  it('is asked about with the key for that', async () => {
    const ondelete = vi.fn();
    render(Log, { ...props(from(100, 104)), ondelete });
    await fireEvent.keyDown(screen.getByRole('log'), { key: 'End' });
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('message-104'));
    await fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'Delete' });
    expect(ondelete).toHaveBeenCalledWith(expect.objectContaining({ key: 'message-104' }));
  });

  it('is where the arrow keys go on from', async () => {
    const { change, focused } = await atEnd(from(100, 140));
    const before = from(100, 140).at(-2)?.key;
    await change(from(40, 140));
    await fireEvent.keyDown(screen.getByRole('log'), { key: 'ArrowUp' });
    await vi.waitFor(() => {
      expect(focused()).toBe(before);
    });
  });
});

describe('the arrow into a message', () => {
  const inside = async (row: string): Promise<string | undefined> => {
    render(Log, { ...props(from(100, 104)), row: createRawSnippet(() => ({ render: () => row })) });
    await fireEvent.keyDown(screen.getByRole('log'), { key: 'End' });
    await vi.waitFor(() => expect(document.activeElement?.getAttribute('aria-label')).toBe('message-104'));
    await fireEvent.keyDown(document.activeElement as HTMLElement, { key: 'ArrowRight' });
    return (document.activeElement as HTMLElement).dataset['is'];
  };
  const menu = '<button data-is="menu"></button>';
  const actions = '<div class="actions"><button data-is="action"></button></div>';

  it.each([
    [`<div>${menu}<div data-hit-id="1"><button data-is="book"></button></div>${actions}</div>`, 'book'],
    [`<div>${menu}${actions}</div>`, 'action'],
    [`<div>${menu}</div>`, 'menu'],
    // Only for who does not see it: on a line of the talk it would be in the way.
    ['<div><button tabindex="-1" data-is="hidden"></button><a href="#x" data-is="link">x</a></div>', 'link'],
    ['<div><button tabindex="-1" data-is="hidden"></button></div>', undefined],
  ])('of %s leads to its %s', async (row, goal) => {
    expect(await inside(row)).toBe(goal);
  });
});
