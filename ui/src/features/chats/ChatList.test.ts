import { cleanup, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../i18n';
import { LIBRARIES, makeCard, makeRoom, makeSearch, NOON } from '../../ipc/fake/make';
import ChatList from './ChatList.svelte';

afterEach(cleanup);

const show = (standing: 'friend' | 'practice'): HTMLElement => {
  const library = LIBRARIES.find((known) => known.standing === standing);
  const room = makeRoom({ last_message: makeCard(2, 1) });
  const entries = [{ room, library, search: makeSearch() }];
  render(ChatList, {
    entries,
    selected: null,
    now: NOON,
    paused: false,
    menu: () => [],
    onfind: vi.fn(),
    onopen: vi.fn(),
    onchoose: vi.fn(),
  });
  return screen.getByTestId('room-row');
};

describe('a row of the chat list', () => {
  it('marks practice data beside the name, in full for a screen reader, and leaves the last line alone', () => {
    const row = show('practice');
    expect(within(row).getByTestId('tag').textContent).toContain(t.card.practice);
    expect(row.querySelector('.status')?.textContent).not.toContain(t.card.practice);
  });

  it('marks nothing else', () => {
    expect(within(show('friend')).queryByTestId('tag')).toBeNull();
  });
});
