import { describe, expect, it, vi } from 'vitest';
import { FakeBackend } from './ipc/fake/backend';
import { sceneOf } from './ipc/fake/scenes';
import { Kept } from './kept.svelte';
import { Session } from './session.svelte';

async function keptOf(scene: string) {
  const backend = new FakeBackend(sceneOf(scene));
  const failed = vi.fn();
  const kept = new Kept(backend, failed);
  await kept.load();
  return { backend, kept, failed };
}

describe('what is kept', () => {
  it('is known by library and number, or text', async () => {
    const { kept } = await keptOf('saved');
    expect(kept.phase).toBe('ready');
    expect(kept.isBookSaved('sejong', '3159086')).toBe(true);
    expect(kept.isBookSaved('practice', '3159086')).toBe(false);
    expect(kept.isSearchSaved('practice', '코스모스')).toBe(true);
  });

  it('changes with a star, and back', async () => {
    const { kept } = await keptOf('complete');
    expect(await kept.toggleBook('sejong', '3159086')).toBe(true);
    expect(kept.isBookSaved('sejong', '3159086')).toBe(true);
    expect(await kept.toggleBook('sejong', '3159086')).toBe(false);
    expect(kept.isBookSaved('sejong', '3159086')).toBe(false);
    expect(await kept.toggleSearch('sejong', '토지')).toBe(true);
    expect(kept.isSearchSaved('sejong', '토지')).toBe(true);
  });

  it('can be put back after it was taken out', async () => {
    const { kept } = await keptOf('saved');
    const search = kept.saved.searches[0];
    if (search === undefined) throw new Error('the scene keeps no search');
    expect(await kept.remove({ kind: 'search', search })).toBe(true);
    expect(kept.isSearchSaved(search.library_id, search.text)).toBe(false);
    expect(await kept.undo()).toBe(true);
    expect(kept.isSearchSaved(search.library_id, search.text)).toBe(true);
    expect(kept.removed).toBeNull();
    expect(await kept.undo()).toBe(false);
  });

  it('stays, and says why, when a star cannot be set', async () => {
    const { backend, kept, failed } = await keptOf('saved');
    vi.spyOn(backend, 'setBookSaved').mockRejectedValue({ code: 'disk_full', message: '' });
    expect(await kept.toggleBook('sejong', '3159086')).toBeNull();
    expect(kept.isBookSaved('sejong', '3159086')).toBe(true);
    expect(failed).toHaveBeenCalledWith('disk_full');
  });

  it('is the answer of the latest reading, whichever comes last', async () => {
    const { backend, kept } = await keptOf('saved');
    const { saved } = backend.world;
    let answer: (value: typeof saved) => void = () => undefined;
    vi.spyOn(backend, 'saved').mockReturnValueOnce(new Promise((resolve) => (answer = resolve)));
    const old = kept.load();
    await kept.load();
    answer({ books: [], searches: [], watches: [] });
    await old;
    expect(kept.saved.books).toHaveLength(saved.books.length);
  });

  it('is read again when events were missed', async () => {
    const backend = new FakeBackend(sceneOf('saved'));
    const session = new Session(backend);
    await session.start();
    await vi.waitFor(() => expect(session.kept.saved.books).toHaveLength(3));
    backend.world.saved = { books: [], searches: [], watches: [] };
    backend.emit({ kind: 'resync' });
    await vi.waitFor(() => expect(session.kept.saved.books).toHaveLength(0));
  });

  it('says that it could not be read', async () => {
    const { backend, kept } = await keptOf('saved');
    vi.spyOn(backend, 'saved').mockRejectedValue(new Error('no'));
    await kept.load();
    expect(kept.phase).toBe('failed');
  });
});
