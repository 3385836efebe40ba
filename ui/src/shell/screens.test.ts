import { cleanup, fireEvent, render, screen, within } from '@testing-library/svelte';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { a } from '../i18n/about';
import { s } from '../i18n/screens';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import JobsScreen from './JobsScreen.svelte';
import Overlays from './Overlays.svelte';
import SavedScreen from './SavedScreen.svelte';
import SettingsScreen from './SettingsScreen.svelte';

// Compiled here, and not while a test waits for it.
beforeAll(() => import('./later'), 60_000);
afterEach(cleanup);

async function over(scene: 'jobs' | 'saved' | 'settings') {
  const backend = new FakeBackend(sceneOf(scene), 0);
  const session = new Session(backend);
  await session.start();
  session.view.open(scene);
  render({ jobs: JobsScreen, saved: SavedScreen, settings: SettingsScreen }[scene], { session, backend });
  const calls = (name: string) => backend.calls.filter(([called]) => called === name);
  return { backend, session, calls };
}

describe('the work', () => {
  it('is listed, and what is cancelled moves to what ended', async () => {
    const { calls } = await over('jobs');
    expect(await screen.findAllByTestId('job')).toHaveLength(5);
    const cancel = within(screen.getAllByTestId('job')[0] as HTMLElement).getByText(t.card.action.cancel);
    await fireEvent.click(cancel);
    expect(calls('cancelSearch')).toHaveLength(1);
    await vi.waitFor(() => {
      expect(screen.getAllByTestId('job')).toHaveLength(4);
    });
    await fireEvent.click(screen.getByTestId('part-ended'));
    expect(screen.getAllByTestId('job')).toHaveLength(6);
    await fireEvent.click(screen.getByTestId('clear-ended'));
    expect(await screen.findByText(s.jobs.emptyEnded)).toBeTruthy();
  });

  it('says what was done to a search, and the focus stays in the list', async () => {
    const { session } = await over('jobs');
    const say = vi.spyOn(session, 'say');
    await screen.findAllByTestId('job');
    const press = async (row: number, name: string): Promise<void> => {
      const button = within(screen.getAllByTestId('job')[row] as HTMLElement).getByText(name);
      button.focus();
      await fireEvent.click(button);
    };
    await press(1, t.card.action.cancel);
    await vi.waitFor(() => {
      expect(say).toHaveBeenLastCalledWith(t.chats.cancelled(t.quote('코스모스')));
      expect(document.activeElement).toBe(screen.getAllByTestId('job')[1]);
    });
    // A parked one loses the button that was pressed.
    await press(2, t.card.action.goOn);
    await vi.waitFor(() => {
      expect(say).toHaveBeenLastCalledWith(s.jobs.wentOn);
      expect(document.activeElement).toBe(screen.getAllByTestId('job')[2]);
    });
  });

  it('gives the focus to the tab when nothing is left in it', async () => {
    const { backend } = await over('jobs');
    await fireEvent.click(await screen.findByTestId('part-ended'));
    screen.getByTestId('clear-ended').focus();
    backend.world.endedFrom = Infinity;
    backend.emit({ kind: 'ended_cleared' });
    expect(await screen.findByText(s.jobs.emptyEnded)).toBeTruthy();
    await vi.waitFor(() => {
      expect(document.activeElement).toBe(screen.getByTestId('part-ended'));
    });
  });

  it('is paused and goes on', async () => {
    const { calls } = await over('jobs');
    await fireEvent.click(await screen.findByText(s.jobs.pauseAll));
    await fireEvent.click(await screen.findByText(s.jobs.resumeAll));
    expect([calls('pauseQueue').length, calls('resumeQueue').length]).toEqual([1, 1]);
    expect(await screen.findByText(s.jobs.pauseAll)).toBeTruthy();
  });

  it('leads to its message, where it has one', async () => {
    const { session } = await over('jobs');
    // What shows a room is read first: here it would be compiled while the test waits.
    await session.rooms.load();
    const rows = await screen.findAllByTestId('job');
    expect(within(rows[4] as HTMLElement).queryByRole('button', { name: '구토' })).toBeNull();
    await fireEvent.click(screen.getByRole('button', { name: '토지' }));
    await vi.waitFor(() => {
      expect([session.view.screen, session.view.roomId]).toEqual([null, 1]);
    });
  });
});

describe('what is kept', () => {
  it('shows the best copies first, and copies the call number to walk to', async () => {
    const { session } = await over('saved');
    const copy = vi.spyOn(session, 'copy').mockResolvedValue();
    const [first] = await screen.findAllByTestId('saved-book');
    const rows = within(first as HTMLElement).getAllByTestId('copy-row');
    expect(rows[0]?.textContent).toContain(t.copy.statuses.available);
    expect(first?.textContent).toContain(t.copy.others(2));
    await fireEvent.click(within(first as HTMLElement).getByTestId('copy'));
    expect(copy).toHaveBeenCalledWith('811.4 이19말');
  });

  it('has titles that are read aloud in their own language', async () => {
    const { backend, session } = await over('saved');
    const [book] = backend.world.saved.books;
    if (book === undefined) throw new Error('nothing is kept');
    backend.world.saved = {
      ...backend.world.saved,
      books: [{ ...book, cid: '1', title: 'Clean Code' }, book],
    };
    await session.kept.load();
    const title = await screen.findByRole('heading', { level: 3, name: 'Clean Code' });
    expect(title.lang).toBe('en');
    expect(screen.getByRole('heading', { level: 3, name: book.title }).lang).toBe('ko');
  });

  it('is taken out and put back', async () => {
    await over('saved');
    expect(await screen.findAllByTestId('saved-book')).toHaveLength(3);
    await fireEvent.click(screen.getAllByTestId('unsave')[0] as HTMLElement);
    const undo = await screen.findByText(s.saved.undo);
    expect(screen.getAllByTestId('saved-book')).toHaveLength(2);
    await fireEvent.click(undo);
    await vi.waitFor(() => {
      expect(screen.queryByTestId('undo')).toBeNull();
    });
  });

  it('is asked again: a title as one title, a search as it was written', async () => {
    const { session, calls } = await over('saved');
    await session.rooms.load();
    await fireEvent.click((await screen.findAllByTestId('recheck'))[1] as HTMLElement);
    await vi.waitFor(() => {
      expect(calls('sendMessage')[0]?.slice(1)).toEqual([
        1,
        '유럽 도시 기행 1: 아테네, 로마, 이스탄불, 파리 편',
        true,
      ]);
    });
    expect(session.view.screen).toBeNull();
    await fireEvent.click(screen.getByTestId('part-searches'));
    await fireEvent.click(screen.getAllByTestId('again')[0] as HTMLElement);
    await vi.waitFor(() => {
      expect(calls('sendMessage')[1]?.slice(1)).toEqual([1, '컴퓨터구조론,생능,', false]);
    });
  });

  it('has tabs that follow the arrows', async () => {
    await over('saved');
    const tabs = screen.getAllByRole('tab');
    await fireEvent.keyDown(tabs[0] as HTMLElement, { key: 'ArrowLeft' });
    expect(tabs[2]?.getAttribute('aria-selected')).toBe('true');
    expect(screen.getByText(s.saved.noAlerts)).toBeTruthy();
  });
});

describe('the settings', () => {
  it('are kept one by one, and go back when that fails', async () => {
    const { backend, session } = await over('settings');
    const dark = screen.getByLabelText<HTMLInputElement>(s.settings.themes.dark);
    await fireEvent.click(dark);
    expect(backend.world.settings.theme).toBe('dark');
    vi.spyOn(backend, 'setSettings').mockRejectedValueOnce({ code: 'storage', message: '' });
    await fireEvent.click(screen.getByLabelText(s.settings.themes.light));
    await vi.waitFor(() => {
      expect(session.view.notice).toBe(t.commandErrors.storage);
      expect(dark.checked).toBe(true);
    });
  });

  it('keep a time, and show it again when the field is emptied', async () => {
    const { backend } = await over('settings');
    const from = screen.getByLabelText<HTMLInputElement>(s.settings.quietFrom);
    await fireEvent.change(from, { target: { value: '23:30' } });
    expect(backend.world.settings.quiet_from).toBe(1410);
    await fireEvent.change(from, { target: { value: '' } });
    expect(from.value).toBe('23:30');
  });

  it('write a chat into a file and say where', async () => {
    await over('settings');
    await fireEvent.click(screen.getByTestId('export-csv'));
    expect((await screen.findByTestId('exported')).textContent).toContain('.csv');
  });

  it('delete everything only after asking', async () => {
    const { session, calls } = await over('settings');
    render(Overlays, { session });
    await fireEvent.click(screen.getByTestId('erase'));
    expect(await screen.findByText(s.settings.erasing.erase.stays)).toBeTruthy();
    expect(calls('clearData')).toHaveLength(0);
    await fireEvent.click(screen.getByTestId('erase-do'));
    expect(calls('clearData')).toHaveLength(1);
    await vi.waitFor(() => {
      expect(screen.queryByText(s.settings.erasing.erase.stays)).toBeNull();
    });
  });

  it('clear the kept answers after asking, and say what is still there', async () => {
    const { session, calls } = await over('settings');
    render(Overlays, { session });
    await fireEvent.click(screen.getByTestId('clear-kept'));
    expect(await screen.findByText(s.settings.erasing.kept.stays)).toBeTruthy();
    expect(calls('clearKept')).toHaveLength(0);
    await fireEvent.click(screen.getByTestId('kept-do'));
    await vi.waitFor(() => {
      expect(session.view.notice).toBe(s.settings.erasing.kept.done);
    });
    expect([calls('clearKept').length, calls('clearData').length, session.overlay]).toEqual([1, 0, null]);
  });

  it('tell which version it is, and that it is not the library’s own', async () => {
    const { session } = await over('settings');
    expect(screen.getByTestId('version').textContent).toBe(
      a.version(session.store.state.version, session.store.state.build),
    );
    expect(screen.getByText(s.settings.unofficial)).toBeTruthy();
  });
});
