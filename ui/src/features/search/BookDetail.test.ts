import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Hit } from '../../ipc/bindings/Hit';
import { makeCopy, makeHit, NOON } from '../../ipc/fake/make';
import { format, t } from '../../i18n';
import type { BookActs } from './acts';
import { makeActs } from './acts.fixture';
import BookDetail from './BookDetail.svelte';

afterEach(cleanup);

describe('a book', () => {
  const open = (hit: Hit, over: Partial<BookActs> = {}) => {
    const acts = makeActs(over);
    const heard = { onclose: vi.fn(), oncopy: vi.fn(), oncheck: vi.fn(), ondetail: vi.fn(), onlink: vi.fn() };
    render(BookDetail, {
      hit,
      listedAt: NOON,
      now: NOON,
      practice: false,
      hasHome: true,
      onback: null,
      acts,
      ...heard,
    });
    return { ...heard, acts };
  };

  it('lists every copy with number, due date and registration number', () => {
    open(
      makeHit({
        copies: [
          makeCopy(),
          makeCopy({ status: 'on_loan', raw_status: '대출중', due: '2026-12-02', raw_due: '2026.12.02' }),
        ],
      }),
    );
    const rows = screen.getAllByTestId('copy-row');
    expect(rows).toHaveLength(2);
    expect(rows[1]?.textContent).toContain('000000911692');
    expect(rows[1]?.textContent).toMatch(/12월 2일|2 December/);
  });

  it('has a title that is read aloud in its own language', () => {
    open(makeHit({ title: 'Clean Code' }));
    expect(screen.getByRole('heading', { level: 3 }).lang).toBe('en');
    cleanup();
    open(makeHit({ title: '三國志' }));
    expect(screen.getByRole('heading', { level: 3 }).hasAttribute('lang')).toBe(false);
  });

  it('keeps a due text that is no date', () => {
    open(makeHit({ copies: [makeCopy({ status: 'on_loan', raw_due: '미정' })] }));
    expect(screen.getByTestId('copy-row').textContent).toContain(t.copy.dueRaw('미정'));
  });

  it('that could not be checked says why and can be asked again', async () => {
    const { oncheck } = open(makeHit({ copies_state: 'failed', copies_code: 'timeout', copies: [] }));
    expect(screen.getByTestId('book-detail').textContent).toContain(
      t.pane.notCheckable(t.troubles.timeout.because),
    );
    await fireEvent.click(screen.getByTestId('check-copies'));
    expect(oncheck).toHaveBeenCalledOnce();
  });

  it('is kept by its star, whose name stays', async () => {
    const { acts } = open(makeHit(), { isSaved: () => true });
    const star = screen.getByRole('button', { name: t.menu.save });
    expect(star.getAttribute('aria-pressed')).toBe('true');
    await fireEvent.click(star);
    expect(acts.save).toHaveBeenCalledOnce();
  });

  it('in closed stacks says whom to ask', () => {
    open(
      makeHit({
        copies: [makeCopy({ location: '보존서고10층A', status: 'unknown', raw_status: '보존서고' })],
      }),
    );
    const row = screen.getByTestId('copy-row').textContent;
    expect(row).toContain('보존서고');
    expect(row).toContain(t.copy.atDeskLong);
  });

  it('says of when its copies are, or else of when the list is', () => {
    open(makeHit());
    expect(screen.getByText(t.pane.checkedAt)).toBeTruthy();
    cleanup();
    open(makeHit({ copies: [], copies_state: 'unplanned', copies_at_ms: null }));
    expect(screen.queryByText(t.pane.checkedAt)).toBeNull();
    expect(screen.getByText(t.pane.listedAt).nextElementSibling?.textContent).toContain(format.time(NOON));
  });

  it('says what its record has, and nothing of what that does not name', () => {
    open(makeHit({ detail_state: 'checked', detail: { isbn: null, extent: '231 p. ; 20 cm' } }));
    expect(screen.getByText(t.pane.extent).nextElementSibling?.textContent).toBe('231 p. ; 20 cm');
    expect(screen.queryByText(t.pane.isbn)).toBeNull();
    expect(screen.queryByText(t.pane.factsLater)).toBeNull();
    expect(screen.getByText(t.pane.material).nextElementSibling?.textContent).toBe('단행본');
    expect(screen.getByTestId('book-detail').textContent).not.toContain(makeHit().cid);
  });

  it('says that its record is still to be read', () => {
    open(makeHit({ detail_state: 'planned' }));
    expect(screen.getByText(t.pane.factsLater)).toBeTruthy();
  });

  it('says why its record could not be read, and asks again only when it is told to', async () => {
    const { ondetail } = open(makeHit({ detail_state: 'failed', detail_code: 'timeout' }));
    expect(screen.getByText(t.pane.noFacts(t.troubles.timeout.because))).toBeTruthy();
    expect(ondetail).not.toHaveBeenCalled();
    await fireEvent.click(screen.getByTestId('facts-again'));
    expect(ondetail).toHaveBeenCalledOnce();
    expect(document.activeElement).toBe(screen.getByTestId('book-facts'));
  });

  it('copies the number of a copy that can be borrowed', async () => {
    const { oncopy } = open(
      makeHit({
        copies: [makeCopy({ status: 'on_loan', call_number: 'a' }), makeCopy({ call_number: 'b' })],
      }),
    );
    await fireEvent.click(screen.getByTestId('copy-best'));
    expect(oncopy).toHaveBeenCalledWith('b');
  });
});
