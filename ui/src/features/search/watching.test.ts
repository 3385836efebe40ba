import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it } from 'vitest';
import { t } from '../../i18n';
import { w } from '../../i18n/watches';
import { makeCopy, makeHit } from '../../ipc/fake/make';
import { makeWatch } from '../../ipc/fake/watches';
import { makeActs } from './acts.fixture';
import { bookMenu } from './book-menu';
import WatchBook from './WatchBook.svelte';
import { choicesOf, toggleOf } from './watching';

afterEach(cleanup);

const lent = makeCopy({ status: 'on_loan', due: '2026-12-02' });
const book = (...copies: ReturnType<typeof makeCopy>[]) => makeHit({ copies });

describe('what can be waited for', () => {
  it.each([
    ['nothing, while it can be borrowed', book(makeCopy(), lent), []],
    ['all of it, in one place', book(lent, lent), [null]],
    ['all, or one of the places', book(lent, { ...lent, location: '5층' }), [null, '제2자료실(6층)', '5층']],
    ['a place without any, while another has one', book(makeCopy(), { ...lent, location: '5층' }), ['5층']],
    ['nothing that is never lent', book(makeCopy({ status: 'not_for_loan' })), []],
    [
      'nothing of a place that lends nothing',
      book(lent, makeCopy({ status: 'missing', location: '5층' })),
      [null, '제2자료실(6층)'],
    ],
    ['what nobody understands', book(makeCopy({ status: 'unknown', raw_status: '상호대차 발송' })), [null]],
    ['nothing of closed stacks', book(makeCopy({ status: 'unknown', raw_status: '보존서고' })), []],
    ['nothing where no status is written', book(makeCopy({ status: 'unknown', raw_status: '' })), []],
    ['nothing, while no copy is known', book(), []],
    [
      'a branch, where there is one',
      book({ ...lent, branch: '중앙관' }, { ...lent, branch: '분관' }),
      [null, '중앙관', '분관'],
    ],
  ])('%s', (_, hit, choices) => {
    expect(choicesOf(hit)).toEqual(choices);
  });

  it('is one press for the whole book; where places are watched, it leads to them', () => {
    const whole = makeWatch();
    const place = makeWatch({ id: 2, place: '5층' });
    expect(toggleOf(book(lent), [])).toEqual({ kind: 'begin' });
    expect(toggleOf(book(lent), [whole])).toEqual({ kind: 'end', watch: whole });
    expect(toggleOf(book(lent), [place])).toEqual({ kind: 'begin' });
    expect(toggleOf(book(lent), [place, whole])).toEqual({ kind: 'choose' });
    expect(toggleOf(book(makeCopy()), [place])).toEqual({ kind: 'choose' });
    expect(toggleOf(book(makeCopy()), [])).toBeNull();
  });
});

describe('the button of a book', () => {
  it('is not there while it can be borrowed', () => {
    render(WatchBook, { hit: book(makeCopy()), acts: makeActs() });
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('begins at once where there is one place', async () => {
    const acts = makeActs();
    const hit = book(lent);
    render(WatchBook, { hit, acts });
    await fireEvent.click(screen.getByRole('button', { name: w.begin }));
    expect(acts.watch).toHaveBeenCalledWith(hit, null);
  });

  it('asks for the place where there are several, and the focus goes back to it', async () => {
    const acts = makeActs();
    const hit = book(lent, { ...lent, location: '5층' });
    render(WatchBook, { hit, acts });
    const button = screen.getByTestId('watch-book');
    expect(button.getAttribute('aria-expanded')).toBe('false');
    await fireEvent.click(button);
    expect(acts.watch).not.toHaveBeenCalled();
    expect(screen.getByRole('group', { name: w.where })).toBeTruthy();
    await fireEvent.click(screen.getByRole('button', { name: '5층' }));
    expect(acts.watch).toHaveBeenCalledWith(hit, '5층');
    expect(document.activeElement).toBe(button);
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('still asks for the other places, and for all of them, where one is watched', async () => {
    const acts = makeActs({ watches: () => [makeWatch({ place: '5층' })] });
    const hit = book(lent, { ...lent, location: '5층' });
    render(WatchBook, { hit, acts });
    await fireEvent.click(screen.getByRole('button', { name: w.beginMore }));
    expect(screen.getAllByTestId('watch-place').map((choice) => choice.textContent)).toEqual([
      w.anywhere,
      '제2자료실(6층)',
    ]);
    await fireEvent.click(screen.getByRole('button', { name: w.anywhere }));
    expect(acts.watch).toHaveBeenCalledWith(hit, null);
    expect(document.activeElement).toBe(screen.getByTestId('unwatch-book'));
  });

  it('has no other place to ask for where all of it is watched', () => {
    const acts = makeActs({ watches: () => [makeWatch()] });
    render(WatchBook, { hit: book(lent, { ...lent, location: '5층' }), acts });
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });

  it('ends what is watched, be the book there again', async () => {
    const watch = makeWatch({ place: '5층' });
    const acts = makeActs({ watches: () => [watch] });
    render(WatchBook, { hit: book(makeCopy()), acts });
    await fireEvent.click(screen.getByRole('button', { name: w.endAt('5층') }));
    expect(acts.unwatch).toHaveBeenCalledWith(watch);
  });
});

describe('the menu of a book', () => {
  const labels = (hit: ReturnType<typeof makeHit>, acts = makeActs()) =>
    bookMenu(hit, acts, { onbook: () => undefined, oncopy: () => undefined }, t).map(({ label }) => label);

  it('offers the alert where there is something to wait for', () => {
    expect(labels(book(makeCopy()))).not.toContain(w.begin);
    expect(labels(book(lent, { ...lent, location: '5층' }))).toContain(w.begin);
    expect(labels(book(makeCopy(), { ...lent, location: '5층' }))).toContain(w.beginAt('5층'));
    expect(labels(book(lent), makeActs({ watches: () => [makeWatch()] }))).toContain(w.end);
    const place = makeActs({ watches: () => [makeWatch({ place: '5층' })] });
    expect(labels(book(lent, { ...lent, location: '5층' }), place)).toEqual(
      expect.arrayContaining([w.endAt('5층'), w.begin]),
    );
  });
});
