import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../i18n';
import { w } from '../../i18n/watches';
import type { WatchEvent } from '../../ipc/bindings/WatchEvent';
import { makeNews } from '../../ipc/fake/watches';
import NewsCard from './NewsCard.svelte';

afterEach(cleanup);

function show(event: WatchEvent, watched = false) {
  const heard = { oncopy: vi.fn(), onopen: vi.fn(), onagain: vi.fn() };
  render(NewsCard, { news: makeNews({ event }), library: '세종', watched, ...heard });
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

  it('of a watch whose time was over has it begin again, once', async () => {
    const { onagain } = show('expired');
    await fireEvent.click(screen.getByText(w.again));
    expect(onagain).toHaveBeenCalledOnce();
    cleanup();
    const again = show('expired', true);
    await fireEvent.click(screen.getByText(w.isOn));
    expect(again.onagain).not.toHaveBeenCalled();
  });

  it.each(['began', 'due_moved', 'reserved', 'gone', 'unreadable'] as const)(
    'has nothing to press: %s',
    (event) => {
      show(event);
      expect(screen.queryByRole('button')).toBeNull();
    },
  );
});
