/** What the menus, stars and keys of books and cards do. */
import { copyText } from '../components/clipboard';
import type { MenuItem } from '../components/Menu.svelte';
import type { BookActs } from '../features/search/acts';
import { format, t } from '../i18n';
import type { Search } from '../ipc/bindings/Search';
import type { Session } from '../session.svelte';
import { libraryOf } from '../state/select';

async function copy(session: Session, text: string, done: string): Promise<void> {
  session.notify((await copyText(text)) ? done : t.menu.notCopied);
}

/** Every book of a search as a text; those that the page has not read yet are read first. */
async function copyAll(session: Session, searchId: number): Promise<void> {
  const [{ textOf }, read] = await Promise.all([
    import('../features/search/text-block'),
    session.store.loadHits(searchId),
  ]);
  const hits = session.store.state.hits[searchId] ?? [];
  if (read) await copy(session, textOf(hits, t, format), t.menu.copiedAll(hits.length));
  else session.notify(t.pane.failed);
}

const hasHome = (session: Session, search: Search): boolean =>
  (libraryOf(session.store.state, search.library_id)?.home_url ?? null) !== null;

/** What can be done with the books of a search. */
export function bookActs(session: Session, search: Search): BookActs {
  const { store, kept } = session;
  const library = search.library_id;
  return {
    cover: (hit) => (hit.has_cover ? store.coverUrl(hit.id) : null),
    isSaved: (hit) => kept.isBookSaved(library, hit.cid),
    save: (hit) =>
      void kept.toggleBook(library, hit.cid).then((saved) => {
        if (saved !== null) session.notify(saved ? t.menu.saved : t.menu.unsaved);
      }),
    copyTitle: (hit) => void copy(session, hit.title, t.menu.copiedTitle(hit.title)),
    link: hasHome(session, search) ? (hit) => void store.openLink(search.id, hit.id) : null,
    singleKeys: () => store.state.settings.single_keys,
  };
}

/** The menu of a search, on its card and over its list. */
export function searchMenu(session: Session, search: Search): MenuItem[] {
  const { store, kept } = session;
  const { library_id: library, query, id } = search;
  const saved = kept.isSearchSaved(library, query.text);
  const items: MenuItem[] = [
    {
      label: saved ? t.menu.unsaveSearch : t.menu.saveSearch,
      icon: 'star',
      run: () =>
        void kept.toggleSearch(library, query.text).then((now) => {
          if (now !== null) session.notify(now ? t.menu.searchSaved : t.menu.searchUnsaved);
        }),
    },
  ];
  if (search.hit_count > 0)
    items.push({ label: t.menu.copyAll, icon: 'copy', run: () => void copyAll(session, id) });
  if (hasHome(session, search))
    items.push({ label: t.pane.link, icon: 'next', run: () => void store.openLink(id, null) });
  return items;
}
