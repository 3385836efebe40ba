import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hit } from '../../ipc/bindings/Hit';
import type { Search } from '../../ipc/bindings/Search';
import type { SearchState } from '../../ipc/bindings/SearchState';
import { makeCopy, makeHit, makeSearch, NOON } from '../../ipc/fake/make';
import { t } from '../../i18n';
import type { BookActs } from './acts';
import { makeActs } from './acts.fixture';
import Card from './Card.svelte';

afterEach(cleanup);

function show(search: Partial<Search>, hits: Hit[] = [], practice = false, over: Partial<BookActs> = {}) {
  const heard = { onaction: vi.fn(), onbook: vi.fn(), oncopy: vi.fn(), watch: () => () => undefined };
  const acts = makeActs(over);
  const { rerender } = render(Card, {
    search: makeSearch(search),
    hits,
    now: NOON,
    slow: false,
    told: true,
    offline: false,
    paused: false,
    practice,
    hasHome: true,
    canAskAll: false,
    acts,
    menu: () => [],
    ...heard,
  });
  return {
    ...heard,
    acts,
    card: screen.getByTestId('card'),
    change: (over: Partial<Search>) => rerender({ search: makeSearch(over) }),
  };
}

const STATES: SearchState[] = ['waiting', 'running', 'held', 'complete', 'partial', 'failed', 'cancelled'];

describe('the card', () => {
  it.each(STATES)('is drawn when %s, with a heading and its state', (state) => {
    const { card } = show({ state });
    expect(card.dataset['state']).toBe(state);
    expect(within(card).getByRole('heading', { level: 3 }).textContent).not.toBe('');
    expect(within(card).getAllByRole('button').length).toBeGreaterThan(0);
  });

  it('keeps the focus when the button that has it goes with the end', async () => {
    const { card, change } = show({ state: 'running', hit_count: 0, planned_count: 0 });
    within(card).getByTestId('cancel').focus();
    await change({ state: 'failed', code: 'timeout' });
    expect(within(card).queryByTestId('cancel')).toBeNull();
    expect(document.activeElement).toBe(within(card).getByTestId('retry'));
  });

  it('does not take the focus from anywhere else', async () => {
    const { change } = show({ state: 'running', hit_count: 0, planned_count: 0 });
    await change({ state: 'failed', code: 'timeout' });
    expect(document.activeElement).toBe(document.body);
  });

  it('shows progress only while it runs', () => {
    show({ state: 'running', planned_count: 12, checked_count: 7 });
    expect(screen.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('58');
    cleanup();
    show({});
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('stops and starts again', async () => {
    const running = show({ state: 'running' });
    await fireEvent.click(screen.getByTestId('cancel'));
    expect(running.onaction).toHaveBeenCalledWith('cancel');
    cleanup();
    const failed = show({ state: 'failed' });
    await fireEvent.click(screen.getByTestId('retry'));
    expect(failed.onaction).toHaveBeenCalledWith('retry');
  });

  it('goes on from a pause', async () => {
    const held = show({ state: 'held' });
    await fireEvent.click(screen.getByRole('button', { name: t.card.action.goOn }));
    expect(held.onaction).toHaveBeenCalledWith('go-on');
    expect(screen.queryByRole('progressbar')).toBeNull();
  });

  it('shows books before their copies, and says what comes from the list', () => {
    const { card } = show({ state: 'running' }, [makeHit({ copies_state: 'planned', copies: [] })]);
    expect(within(card).getByTestId('card-book').textContent).toContain('말의 품격');
    expect(within(card).queryByTestId('copy-row')).toBeNull();
    expect(within(card).getByTestId('branch-row').textContent).toContain(
      t.copy.fromList(t.copy.statuses.available),
    );
    expect(card.textContent).toContain(t.copy.planned);
  });

  it('shows place, call number and status of each copy', () => {
    const { card } = show({}, [makeHit()]);
    const row = within(card).getByTestId('copy-row');
    expect(row.textContent).toContain('제2자료실(6층)');
    expect(row.textContent).toContain('811.4 이19말');
    expect(row.textContent).toContain(t.copy.statuses.available);
  });

  it('of many copies shows the sums, the one to walk to, and how many more there are', () => {
    const lent = makeCopy({ status: 'on_loan', raw_status: '대출중', call_number: 'a' });
    const { card } = show({}, [makeHit({ copies: [lent, lent, lent, makeCopy()] })]);
    const row = within(card).getByTestId('copy-row');
    expect(row.textContent).toContain('811.4 이19말');
    expect(row.textContent).toContain(t.copy.others(3));
    expect(card.textContent).toContain(t.copy.counted(t.copy.statuses.on_loan, 3));
  });

  it('shows a status that nobody knows as the library wrote it', () => {
    const { card } = show({}, [
      makeHit({ copies: [makeCopy({ status: 'unknown', raw_status: '상호대차중' })] }),
    ]);
    expect(card.textContent).toContain('상호대차중');
  });

  it('never says that there is none where nobody looked', () => {
    const { card } = show({ state: 'partial', failed_count: 1, code: 'timeout' }, [
      makeHit({ copies_state: 'failed', copies_code: 'timeout', copies: [], branches: [] }),
    ]);
    expect(card.textContent).toContain(t.copy.failed);
    expect(card.textContent).not.toContain(t.copy.none);
  });

  it('says so where the library records no copy', () => {
    expect(show({}, [makeHit({ copies: [] })]).card.textContent).toContain(t.copy.none);
  });

  it('copies a call number and opens a book', async () => {
    const { oncopy, onbook } = show({}, [makeHit()]);
    await fireEvent.click(screen.getAllByTestId('copy-call-number')[0] as HTMLElement);
    expect(oncopy).toHaveBeenCalledWith('811.4 이19말');
    await fireEvent.click(screen.getByRole('button', { name: '말의 품격' }));
    expect(onbook).toHaveBeenCalledOnce();
  });

  it('shows three books, the exact title first, and how many more there are', () => {
    const hits = ['말의 품격 읽기', '말의품격', '품격', '말'].map((title, index) =>
      makeHit({ id: index + 1, position: index, title }),
    );
    const { card } = show({ total_count: 30, hit_count: 4 }, hits);
    expect(
      within(card)
        .getAllByTestId('card-book')
        .map((book) => book.dataset['hitId']),
    ).toEqual(['2', '1', '3']);
    expect(card.textContent).toContain(t.card.others(27));
  });

  it('says that practice data is practice data', () => {
    expect(show({}, [], true).card.textContent).toContain(t.card.practice);
  });
});

describe('a card in hand', () => {
  it('has keys: C copies the call number, S keeps the book, also while Korean is typed', async () => {
    const { oncopy, acts } = show({}, [makeHit()]);
    const title = screen.getByRole('button', { name: '말의 품격' });
    await fireEvent.keyDown(title, { key: 'c', code: 'KeyC' });
    expect(oncopy).toHaveBeenCalledWith('811.4 이19말');
    await fireEvent.keyDown(title, { key: 'ㄴ', code: 'KeyS' });
    expect(acts.save).toHaveBeenCalledOnce();
    await fireEvent.keyDown(title, { key: 'c', code: 'KeyC', ctrlKey: true });
    expect(oncopy).toHaveBeenCalledOnce();
  });

  it('has no such keys when the person wants none', async () => {
    const { oncopy, acts, onaction, card } = show({ state: 'failed' }, [makeHit()], false, {
      singleKeys: () => false,
    });
    for (const key of ['c', 's', 'r'])
      await fireEvent.keyDown(within(card).getByRole('button', { name: '말의 품격' }), { key });
    for (const heard of [oncopy, acts.save, onaction]) expect(heard).not.toHaveBeenCalled();
  });

  it.each([
    ['failed', 1],
    ['partial', 1],
    ['cancelled', 1],
    ['complete', 0],
    ['running', 0],
  ] as const)('R mends a %s one %i times', async (state, times) => {
    const { onaction, card } = show({ state });
    await fireEvent.keyDown(within(card).getByRole('heading', { level: 3 }), { key: 'r' });
    expect(onaction).toHaveBeenCalledTimes(times);
  });

  it('has a menu for each book', async () => {
    const { acts, card } = show({}, [makeHit()]);
    await fireEvent.contextMenu(within(card).getByTestId('card-book'));
    expect(screen.getAllByRole('menuitem').map((item) => item.textContent.trim())).toEqual([
      t.menu.open,
      t.menu.save,
      t.menu.copyTitle,
      t.copy.copyCallNumber,
      t.menu.copyLink,
      t.pane.link,
    ]);
    await fireEvent.click(screen.getByRole('menuitem', { name: t.menu.copyTitle }));
    expect(acts.copyTitle).toHaveBeenCalledOnce();
  });

  it('shows a picture once it is there, and never a broken one', async () => {
    const { card } = show({}, [makeHit()], false, { cover: () => '/covers/1.svg' });
    const image = card.querySelector('img');
    expect(image?.getAttribute('alt')).toBe('');
    expect(image?.className).not.toContain('loaded');
    await fireEvent.load(image as HTMLElement);
    expect(image?.className).toContain('loaded');
    await fireEvent.error(image as HTMLElement);
    expect(card.querySelector('img')).toBeNull();
  });
});
