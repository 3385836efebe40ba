import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../../i18n';
import type { Library } from '../../ipc/bindings/Library';
import { LIBRARIES, NOON } from '../../ipc/fake/make';
import FriendList from './FriendList.svelte';

afterEach(cleanup);

function show(libraries: readonly Library[] = LIBRARIES) {
  const heard = { onchat: vi.fn(), onprofile: vi.fn(), onrequest: vi.fn() };
  render(FriendList, { libraries, selected: null, now: NOON, ...heard });
  const row = (standing: Library['standing']): HTMLElement => {
    const found = screen.getAllByTestId('friend-row').find((known) => known.dataset['standing'] === standing);
    if (!found) throw new Error(`there is no row of one that is ${standing}`);
    return found;
  };
  return { ...heard, row };
}

const friends = LIBRARIES.map((library) =>
  library.id === 'hufs' ? { ...library, standing: 'friend' as const } : library,
);

describe('the friends', () => {
  it('are talked to by their row, and shown by their picture', async () => {
    const { row, onchat, onprofile } = show();
    await fireEvent.click(row('friend'));
    expect(onchat.mock.calls[0]?.[0]).toMatchObject({ id: 'sejong' });
    await fireEvent.click(screen.getByRole('button', { name: t.friends.about('Sejong University Library') }));
    expect(onprofile.mock.calls[0]?.[0]).toMatchObject({ id: 'sejong' });
  });

  it('Esc takes back what was looked for, and nothing else', async () => {
    show();
    const field = screen.getByTestId<HTMLInputElement>('friend-find');
    await fireEvent.input(field, { target: { value: '없는' } });
    expect(screen.queryAllByTestId('friend-row')).toEqual([]);
    // False: the key leads nowhere else.
    expect(await fireEvent.keyDown(field, { key: 'Escape' })).toBe(false);
    expect(field.value).toBe('');
    expect(screen.getAllByTestId('friend-row').length).toBeGreaterThan(1);
    expect(await fireEvent.keyDown(field, { key: 'Escape' })).toBe(true);
  });

  it('are shown by a right click and a long press, too', async () => {
    const { row, onprofile, onchat } = show();
    await fireEvent.contextMenu(row('practice'));
    expect(onprofile.mock.calls[0]?.[0]).toMatchObject({ id: 'practice' });
    expect(onchat).not.toHaveBeenCalled();
  });

  it('can only be looked at while nobody has confirmed them', async () => {
    const { row, onprofile, onchat } = show();
    await fireEvent.click(row('unconfirmed'));
    expect(onprofile).toHaveBeenCalledOnce();
    expect(onchat).not.toHaveBeenCalled();
  });

  it('say whether they answer', () => {
    const now = friends.map((library) =>
      library.id === 'sejong' ? { ...library, unanswered: 'upstream' as const } : library,
    );
    const { row } = show(now);
    expect(within(row('friend')).getByText(t.friends.notConnected(t.friends.reasons.upstream))).toBeTruthy();
  });
});

describe('all libraries', () => {
  it('come first, with how many are asked', async () => {
    const { onchat } = show(friends);
    const [first] = screen.getAllByTestId('friend-row');
    expect(first?.dataset['standing']).toBe('everyone');
    expect(first?.textContent).toContain(t.friends.everyoneStatus(2));
    await fireEvent.click(first as HTMLElement);
    expect(onchat.mock.calls[0]?.[0]).toMatchObject({ id: 'everyone' });
  });

  it('are not offered while there is only one to ask', () => {
    show();
    expect(screen.getAllByTestId('friend-row').map((row) => row.dataset['standing'])).not.toContain(
      'everyone',
    );
  });
});

describe('a library that the app does not know', () => {
  it('can be asked for', async () => {
    const { onrequest } = show(friends);
    expect(screen.queryByTestId('request-library')).toBeNull();
    await fireEvent.input(screen.getByTestId('friend-find'), { target: { value: ' 국립중앙 ' } });
    expect(screen.getByText(t.friends.notFound('국립중앙'))).toBeTruthy();
    await fireEvent.click(screen.getByTestId('request-library'));
    expect(onrequest).toHaveBeenCalledWith('국립중앙');
  });
});

it('the alerts are nobody to talk to', () => {
  show();
  const ids = screen.getAllByTestId('friend-row').map((row) => row.dataset['libraryId']);
  expect(ids).not.toContain('alerts');
});
