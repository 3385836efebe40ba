import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, expect, it, vi } from 'vitest';
import Separator from './Separator.svelte';

afterEach(cleanup);

function show(of: 'before' | 'after') {
  const told = { onmove: vi.fn(), onkeep: vi.fn(), onreset: vi.fn() };
  render(Separator, {
    label: '목록 너비',
    say: (pixels: number) => `${pixels}픽셀`,
    of,
    now: 304,
    min: 240,
    max: 500,
    ...told,
  });
  const line = screen.getByRole('separator');
  line.setPointerCapture = vi.fn();
  return { line, ...told };
}

it('says what it is of, how wide that is and may be', () => {
  const { line } = show('before');
  const said = ['label', 'orientation', 'valuenow', 'valuemin', 'valuemax', 'valuetext'];
  expect(said.map((name) => line.getAttribute(`aria-${name}`))).toEqual([
    '목록 너비',
    'vertical',
    '304',
    '240',
    '500',
    '304픽셀',
  ]);
  expect(line.tabIndex).toBe(0);
});

it.each([
  ['before', 'ArrowRight', 320],
  ['before', 'ArrowLeft', 288],
  ['before', 'Home', 240],
  ['before', 'End', 500],
  ['after', 'ArrowRight', 288],
  ['after', 'ArrowLeft', 320],
  ['after', 'Home', 500],
  ['after', 'End', 240],
] as const)('of the column %s it: %s makes that %i wide', async (of, key, pixels) => {
  const { line, onkeep } = show(of);
  await fireEvent.keyDown(line, { key });
  expect(onkeep.mock.calls).toEqual([[pixels]]);
});

it('leaves keys alone that are held down with others', async () => {
  const { line, onkeep } = show('before');
  await fireEvent.keyDown(line, { key: 'ArrowLeft', altKey: true });
  expect(onkeep).not.toHaveBeenCalled();
});

it.each([
  ['before', 60, 364],
  ['after', 60, 244],
  ['before', 900, 500],
] as const)('of the column %s it: moved by %i px, that is %i wide in the end', async (of, by, pixels) => {
  const { line, onmove, onkeep } = show(of);
  await fireEvent.pointerDown(line, { button: 0, clientX: 100, pointerId: 1 });
  expect(line.setPointerCapture).toHaveBeenCalledWith(1);
  await fireEvent.pointerMove(line, { clientX: 101 });
  await fireEvent.pointerMove(line, { clientX: 100 + by });
  expect(onkeep).not.toHaveBeenCalled();
  expect(onmove).toHaveBeenLastCalledWith(pixels);
  await fireEvent.pointerUp(line);
  expect(onkeep.mock.calls).toEqual([[pixels]]);
});

it('is pressed twice, or Enter: the layout decides; nothing is kept of a press that moved nothing', async () => {
  const { line, onreset, onkeep } = show('before');
  await fireEvent.pointerDown(line, { button: 0, clientX: 100 });
  await fireEvent.pointerUp(line);
  await fireEvent.dblClick(line);
  await fireEvent.keyDown(line, { key: 'Enter' });
  expect(onreset).toHaveBeenCalledTimes(2);
  expect(onkeep).not.toHaveBeenCalled();
});
