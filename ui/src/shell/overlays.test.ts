import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { s } from '../i18n/screens';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import type { Overlay } from './overlay';
import Overlays from './Overlays.svelte';

// Compiled here, and not while a test waits for it.
beforeAll(() => import('./later'), 60_000);
afterEach(cleanup);

async function over(scene: string, overlay: Overlay, roomId: number | null = 1) {
  const backend = new FakeBackend(sceneOf(scene), 0);
  const session = new Session(backend);
  await session.start();
  // What shows a room is read first: here it would be compiled while the test waits.
  await session.rooms.load();
  if (roomId !== null) await session.rooms.open(roomId);
  await vi.waitFor(() => expect(session.kept.phase).toBe('ready'));
  session.overlay = overlay;
  render(Overlays, { session });
  const isSheet = ['palette', 'keys', 'drawer'].includes(overlay.kind);
  const role = isSheet ? 'dialog' : 'alertdialog';
  const dialog = await screen.findByRole(role, {}, { timeout: 5_000 });
  const calls = (name: string) =>
    backend.calls.filter(([called]) => called === name).map((call) => call.slice(1));
  return { backend, session, dialog, calls };
}
const texts = (testId: string): (string | null)[] =>
  within(screen.getByTestId(testId))
    .getAllByRole('button')
    .map((button) => button.textContent);

describe('the menu of a room', () => {
  const drawer: Overlay = { kind: 'drawer', roomId: 1 };

  it('has what was asked in the room and what is kept of its library, and asks it again', async () => {
    const { backend, session, calls } = await over('complete', drawer);
    backend.world.saved = {
      watches: [],
      books: [],
      searches: [
        { library_id: 'sejong', text: '구토', saved_at_ms: 1 },
        { library_id: 'practice', text: '코스모스', saved_at_ms: 2 },
      ],
    };
    await session.kept.load();
    expect(texts('drawer-recent')).toEqual(['토지', '말의품격,,이기주']);
    await vi.waitFor(() => expect(texts('drawer-kept')).toEqual(['구토']));
    await fireEvent.click(screen.getByRole('button', { name: t.drawer.askAgain('구토') }));
    expect(calls('sendMessage')).toEqual([[1, '구토', false]]);
    expect(session.overlay).toBeNull();
  });

  it('says where there is nothing yet', async () => {
    await over('empty', drawer);
    expect(screen.getByText(t.drawer.noRecent)).toBeTruthy();
    expect(screen.getByText(t.drawer.noKept)).toBeTruthy();
  });

  it.each(['complete', 'empty'])(
    'leads to the library’s website, with searches or without: %s',
    async (scene) => {
      const { calls } = await over(scene, drawer);
      await fireEvent.click(screen.getByTestId('drawer-home'));
      expect(calls('openHome')).toEqual([['sejong']]);
    },
  );

  it('pins and mutes at once, and neither takes the other back', async () => {
    const { backend, calls } = await over('complete', drawer);
    await Promise.all([
      fireEvent.click(screen.getByTestId('drawer-pin')),
      fireEvent.click(screen.getByTestId('drawer-mute')),
    ]);
    await vi.waitFor(() => expect(calls('setRoom')).toHaveLength(2));
    expect(backend.world.rooms[0]).toMatchObject({ is_pinned: true, is_muted: true });
    expect(await screen.findByText(t.drawer.unpin)).toBeTruthy();
  });

  it('asks before a message is deleted, and says of a card that its books go with it', async () => {
    const { session, calls } = await over('complete', { kind: 'delete', roomId: 1, messageId: 5 });
    expect(screen.getByText(s.message.ask.card.text)).toBeTruthy();
    await fireEvent.click(screen.getByText(s.message.ask.cancel));
    expect([session.overlay, calls('deleteMessage')]).toEqual([null, []]);
    session.overlay = { kind: 'delete', roomId: 1, messageId: 4 };
    expect(await screen.findByText(s.message.ask.text.text)).toBeTruthy();
    const said = vi.spyOn(session, 'say');
    await fireEvent.click(screen.getByTestId('delete-do'));
    expect([session.overlay, calls('deleteMessage')]).toEqual([null, [[4]]]);
    await vi.waitFor(() => expect(said).toHaveBeenCalledWith(t.menu.removed));
    await vi.waitFor(() =>
      expect(session.store.state.logs[1]?.messages.map(({ id }) => id)).not.toContain(4),
    );
  });

  it('asks before the room is emptied', async () => {
    const { calls } = await over('complete', drawer);
    await fireEvent.click(screen.getByTestId('drawer-clear'));
    await fireEvent.click(await screen.findByTestId('confirm'));
    expect(calls('clearRoom')).toEqual([[1]]);
  });
});

describe('going somewhere by typing', () => {
  const palette: Overlay = { kind: 'palette' };
  const goals = (): string[] =>
    screen.getAllByTestId('palette-goal').map((goal) => goal.querySelector('.name')?.textContent ?? '');
  const field = (): HTMLElement => screen.getByTestId('palette-field');

  it('lists where it can lead, fewer as one types, and says when there is nothing', async () => {
    await over('saved', palette);
    expect(goals()).toEqual(expect.arrayContaining(['Sejong University Library', '코스모스']));
    await fireEvent.input(field(), { target: { value: '코스' } });
    expect(goals()).toEqual(['코스모스']);
    await fireEvent.input(field(), { target: { value: '없는 곳' } });
    expect(screen.queryAllByTestId('palette-goal')).toHaveLength(0);
    expect(screen.getByText(t.palette.none('없는 곳'))).toBeTruthy();
  });

  it('follows the arrows, round, while the field keeps the focus', async () => {
    await over('list', palette, null);
    const active = (): string | null | undefined =>
      document.getElementById(field().getAttribute('aria-activedescendant') ?? '')?.querySelector('.name')
        ?.textContent;
    const all = goals();
    expect(active()).toBe(all[0]);
    await fireEvent.keyDown(field(), { key: 'ArrowDown' });
    expect(active()).toBe(all[1]);
    await fireEvent.keyDown(field(), { key: 'ArrowUp' });
    await fireEvent.keyDown(field(), { key: 'ArrowUp' });
    expect(active()).toBe(all.at(-1));
  });

  it('goes there with Enter, and not with the Enter of an input method', async () => {
    const { session } = await over('list', palette, null);
    await fireEvent.input(field(), { target: { value: '체험' } });
    await fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 });
    expect(session.overlay).toEqual(palette);
    await fireEvent.keyDown(field(), { key: 'Enter' });
    await vi.waitFor(() => expect(session.view.roomId).toBe(2));
    expect(session.overlay).toBeNull();
  });

  it('opens no other room’s line for a kept question whose room cannot be opened', async () => {
    const { backend, session } = await over('saved', palette);
    const suggest = vi.fn();
    session.room = { suggest, focusComposer: vi.fn() } as never;
    vi.spyOn(backend, 'startChat').mockRejectedValue({ code: 'storage', message: '' });
    await fireEvent.input(field(), { target: { value: '코스' } });
    await fireEvent.keyDown(field(), { key: 'Enter' });
    await vi.waitFor(() => expect(session.view.notice).toBe(t.commandErrors.storage));
    expect(suggest).not.toHaveBeenCalled();
  });

  it('puts a kept question into its line, and says that what was typed there is not lost', async () => {
    const { session } = await over('saved', palette);
    const suggest = vi.fn();
    session.room = { suggest, focusComposer: vi.fn() } as never;
    session.rooms.drafts.write(1, '쓰다 만');
    await fireEvent.input(field(), { target: { value: '생능' } });
    await fireEvent.keyDown(field(), { key: 'Enter' });
    await vi.waitFor(() => expect(suggest.mock.calls).toEqual([['컴퓨터구조론,생능,']]));
    expect(session.view.notice).toBe(t.room.putAside);
  });
});

it('back closes what asks before everything is deleted, and stays in the settings', async () => {
  const { session, calls } = await over('settings', { kind: 'erase' });
  session.view.open('settings');
  session.overlay = { kind: 'erase' };
  expect(session.back()).toBe(true);
  await vi.waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
  expect(session.view.screen).toBe('settings');
  expect(calls('clearData')).toEqual([]);
});
