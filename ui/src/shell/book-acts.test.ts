import { afterEach, describe, expect, it, vi } from 'vitest';
import { t } from '../i18n';
import { FakeBackend } from '../ipc/fake/backend';
import { sceneOf } from '../ipc/fake/scenes';
import { Session } from '../session.svelte';
import { bookActs, searchMenu } from './book-acts';

afterEach(() => {
  vi.unstubAllGlobals();
});

/** The second search of a scene, with a clipboard that hears. */
async function over(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const session = new Session(backend);
  await session.start();
  await session.store.openRoom(1);
  const search = session.store.state.searches.get(2);
  if (search === undefined) throw new Error('the scene has no second search');
  const write = vi.fn((items: { parts: Record<string, Promise<Blob>> }[]) =>
    Promise.all(items.map(({ parts }) => parts['text/plain'])).then(() => undefined),
  );
  const writeText = vi.fn((_: string) => Promise.resolve());
  vi.stubGlobal('navigator', { clipboard: { write, writeText } });
  vi.stubGlobal(
    'ClipboardItem',
    class {
      constructor(readonly parts: Record<string, Promise<Blob>>) {}
    },
  );
  const pick = (label: string): void => {
    searchMenu(session, search)
      .find((item) => item.label === label)
      ?.run();
  };
  const noticed = (sentence: string): Promise<void> =>
    vi.waitFor(() => {
      expect(session.view.notice).toBe(sentence);
    });
  return { backend, session, search, write, writeText, pick, noticed };
}

describe('a search that is kept', () => {
  const saved = (backend: FakeBackend) =>
    backend.calls.filter(([name]) => name === 'setSearchSaved').map(([, libraryId]) => libraryId);

  it('is one of its room: of all libraries where they were asked together', async () => {
    const { backend, pick, noticed } = await over('everyone');
    pick(t.menu.saveSearch);
    await noticed(t.menu.searchSaved);
    expect(saved(backend)).toEqual(['everyone']);
  });

  it('is one of the library that was asked alone', async () => {
    const { backend, pick, noticed } = await over('complete');
    pick(t.menu.saveSearch);
    await noticed(t.menu.searchSaved);
    expect(saved(backend)).toEqual(['sejong']);
  });
});

describe('all results as a text', () => {
  it('are copied by the press itself when they are at hand', async () => {
    const { session, writeText, pick, noticed } = await over('complete');
    await session.store.loadHits(2);
    pick(t.menu.copyAll);
    expect(writeText).toHaveBeenCalledOnce();
    expect(writeText.mock.calls[0]?.[0].split('---------')).toHaveLength(24);
    await noticed(t.menu.copiedAll(24));
  });

  it('are promised by the press itself when they have to be read first', async () => {
    const { write, writeText, pick, noticed } = await over('complete');
    pick(t.menu.copyAll);
    expect(write).toHaveBeenCalledOnce();
    const text = await (await write.mock.calls[0]?.[0][0]?.parts['text/plain'])?.text();
    expect(text?.split('---------')).toHaveLength(24);
    await noticed(t.menu.copiedAll(24));
    expect(writeText).not.toHaveBeenCalled();
  });

  it('that cannot be read are not copied, and that is said', async () => {
    const { backend, writeText, pick, noticed } = await over('complete');
    vi.spyOn(backend, 'listHits').mockRejectedValue({ code: 'internal', message: '' });
    pick(t.menu.copyAll);
    await noticed(t.pane.failed);
    expect(writeText).not.toHaveBeenCalled();
  });
});

describe('the link of the library', () => {
  it('is promised by the press itself, for the search and for a book', async () => {
    const { backend, session, search, write, pick, noticed } = await over('complete');
    pick(t.menu.copyLink);
    expect(write).toHaveBeenCalledOnce();
    await noticed(t.menu.copiedLink);
    const hit = session.store.state.hits.get(2)?.[0];
    if (hit === undefined) throw new Error('the search has no book');
    bookActs(session, search.id, search.library_id).copyLink?.(hit);
    expect(write).toHaveBeenCalledTimes(2);
    const asked = backend.calls.filter(([name]) => name === 'findLink');
    expect(asked).toEqual([
      ['findLink', 2, null],
      ['findLink', 2, hit.id],
    ]);
  });

  it('is not offered where the library has none', async () => {
    const { session, search } = await over('complete');
    const practice = { ...search, library_id: 'practice' };
    expect(bookActs(session, practice.id, 'practice').copyLink).toBeNull();
    expect(searchMenu(session, practice).map(({ label }) => label)).not.toContain(t.menu.copyLink);
  });
});
