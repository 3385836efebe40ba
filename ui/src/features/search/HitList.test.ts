import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hit } from '../../ipc/bindings/Hit';
import { makeCopy, makeHit, makeSearch, NOON } from '../../ipc/fake/make';
import { format, t } from '../../i18n';
import { makeActs } from './acts.fixture';
import HitList from './HitList.svelte';

afterEach(cleanup);

describe('the whole list', () => {
  const lent = makeCopy({ status: 'on_loan', raw_status: '대출중' });
  const list = (hits: Hit[], from: number | null = null) => {
    const heard = { onclose: vi.fn(), onbook: vi.fn(), oncopy: vi.fn(), onmore: vi.fn(), onagain: vi.fn() };
    const more = { onlink: vi.fn(), oncheck: vi.fn(), onplace: vi.fn(), watch: () => () => undefined };
    const search = makeSearch({ total_count: hits.length, hit_count: hits.length });
    const state = {
      now: NOON,
      loading: false,
      failed: false,
      practice: false,
      hasHome: true,
      place: undefined,
      from,
    };
    render(HitList, { search, hits, acts: makeActs(), menu: () => [], ...state, ...heard, ...more });
    return more;
  };

  it('goes on at the book that was left for it', async () => {
    list([makeHit(), makeHit({ id: 2, position: 1, title: '소년이 온다' })], 2);
    await vi.waitFor(() => {
      expect(document.activeElement?.textContent).toBe('소년이 온다');
    });
  });

  it('of what can be borrowed says what is not known yet, and offers to look', async () => {
    const { oncheck } = list([
      makeHit({ copies: [lent] }),
      makeHit({ id: 2, position: 1, copies_state: 'unplanned', copies: [], branches: [] }),
    ]);
    await fireEvent.click(screen.getByTestId('only-available'));
    expect(screen.getByTestId('not-shown').textContent).toContain(t.filters.noneAvailableYet(2));
    expect(screen.getByTestId('not-shown').textContent).toContain(t.filters.unsure(1));
    expect(screen.getByRole('status').textContent).toBe(t.filters.shown(0, 2));
    await fireEvent.click(screen.getByTestId('check-unsure'));
    expect(oncheck).toHaveBeenCalledWith([2]);
  });

  it('says of when it is', () => {
    list([makeHit(), makeHit({ id: 2, position: 1 })]);
    expect(screen.getByText(new RegExp(format.time(NOON)))).toBeTruthy();
  });

  it('that hides everything says so and shows it again', async () => {
    list([makeHit({ copies: [lent] }), makeHit({ id: 2, position: 1, copies: [lent] })]);
    await fireEvent.click(screen.getByTestId('only-available'));
    expect(screen.getByTestId('not-shown').textContent).toContain(t.filters.noneAvailable(2));
    await fireEvent.click(screen.getByTestId('show-unfiltered'));
    expect(screen.queryByTestId('not-shown')).toBeNull();
    expect(screen.getByTestId('only-available').getAttribute('aria-pressed')).toBe('false');
  });
});
