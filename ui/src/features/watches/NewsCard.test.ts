import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { format, t } from '../../i18n';
import { w } from '../../i18n/watches';
import type { WatchEvent } from '../../ipc/bindings/WatchEvent';
import { NOON } from '../../ipc/fake/make';
import { dictionaryOf, formatsOf } from '../../i18n/all';
import { makeNews } from '../../ipc/fake/watches';
import { newsLabelOf } from './news';
import NewsCard from './NewsCard.svelte';

afterEach(cleanup);

function show(event: WatchEvent, watched = false) {
  const heard = { oncopy: vi.fn(), onopen: vi.fn(), onagain: vi.fn(), onend: vi.fn() };
  render(NewsCard, { news: makeNews({ event }), library: '세종', at: NOON, now: NOON, watched, ...heard });
  return heard;
}

const EVENTS = Object.keys(t.watch.news) as WatchEvent[];

describe('a line in the room of alerts', () => {
  it.each(EVENTS)('says in its heading what happened: %s', (event) => {
    show(event);
    expect(screen.getByRole('heading', { level: 3 }).textContent).toBe(
      `${t.quote('구토')} ${t.watch.news[event]}`,
    );
    expect(screen.getByTestId('news').dataset['event']).toBe(event);
  });

  it('of a book that can be borrowed shows the call number, copies it, and leads to the library', async () => {
    const { oncopy, onopen } = show('available');
    expect(screen.getByText('863 사27구')).toBeTruthy();
    await fireEvent.click(screen.getByTestId('news-copy'));
    expect(oncopy).toHaveBeenCalledWith('863 사27구');
    await fireEvent.click(screen.getByText(w.room.openLibrary));
    expect(onopen).toHaveBeenCalledOnce();
    expect(screen.queryByTestId('news-again')).toBeNull();
  });

  it('says of when it is that a book can be borrowed', () => {
    show('available');
    expect(screen.getByText(`세종 · ${t.card.asOf(format.time(NOON))}`)).toBeTruthy();
    cleanup();
    show('gone');
    expect(screen.queryByText(t.card.asOf(format.time(NOON)), { exact: false })).toBeNull();
  });

  it('is said with where the book stands', () => {
    const words = { t: dictionaryOf('ko'), format: formatsOf('ko') };
    expect(newsLabelOf(makeNews(), '세종', words)).toBe(
      '‘구토’ 지금 빌릴 수 있어요, 세종, 제2자료실(6층), 863 사27구',
    );
    expect(newsLabelOf(makeNews({ event: 'gone', place: '5층' }), '세종', words)).toMatch(/, 세종, 5층$/);
  });

  it('of a watch whose time was over has it begin again, once', async () => {
    const { onagain } = show('expired');
    await fireEvent.click(screen.getByText(w.again));
    expect(onagain).toHaveBeenCalledOnce();
    cleanup();
    const again = show('expired', true);
    await fireEvent.click(screen.getByText(w.isOn));
    expect(again.onagain).not.toHaveBeenCalled();
  });

  it.each(['gone', 'not_lent', 'unreadable'] as const)(
    'of a book that is waited for in vain leads to the library, and lets go of it: %s',
    async (event) => {
      const { onopen, onend } = show(event, true);
      await fireEvent.click(screen.getByText(w.list.stop));
      expect(onend).toHaveBeenCalledOnce();
      await fireEvent.click(screen.getByText(w.room.openLibrary));
      expect(onopen).toHaveBeenCalledOnce();
      cleanup();
      show(event);
      expect(screen.queryByText(w.list.stop)).toBeNull();
    },
  );

  it.each(['began', 'due_moved', 'reserved', 'unavailable', 'back'] as const)(
    'has nothing to press: %s',
    (event) => {
      show(event);
      expect(screen.queryByRole('button')).toBeNull();
    },
  );
});
