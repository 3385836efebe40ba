/** What the menus, stars and keys of books and cards do. */
import { copyLater, copyText } from '../components/clipboard';
import type { MenuItem } from '../components/Menu.svelte';
import type { BookActs } from '../features/search/acts';
import { textOf } from '../features/search/text-block';
import { format, t } from '../i18n';
import type { Hit } from '../ipc/bindings/Hit';
import type { Search } from '../ipc/bindings/Search';
import type { Session } from '../session.svelte';
import { libraryOf } from '../state/select';
import { beginWatch, endWatch } from './watch-acts';

async function copy(session: Session, text: string, done: string): Promise<void> {
  session.tell(await copyText(text), done, t.menu.notCopied);
}

/** Every book of a search as a text: what is at hand is copied at once, what the page has not read yet is read first. */
async function copyAll(session: Session, { id, hit_count: all }: Search): Promise<void> {
  const hits = (): readonly Hit[] => session.store.state.hits.get(id) ?? [];
  if (hits().length >= all) {
    await copy(session, textOf(hits(), t, format), t.menu.copiedAll(hits().length));
    return;
  }
  const making = session.store.loadHits(id).then((read) => {
    if (!read) throw new Error('the list could not be read');
    return textOf(hits(), t, format);
  });
  const copied = await copyLater(making).catch(() => null);
  if (copied === null) session.fail(t.pane.failed);
  else session.tell(copied, t.menu.copiedAll(hits().length), t.menu.notCopied);
}

/** The address of the library's own page of a book, or of the search. */
async function copyLink(session: Session, searchId: number, hitId: number | null): Promise<void> {
  const making = session.store.findLink(searchId, hitId).then((url) => {
    if (url === null) throw new Error('there is no address');
    return url;
  });
  const copied = await copyLater(making).catch(() => null);
  // Why there is none was said already.
  if (copied !== null) session.tell(copied, t.menu.copiedLink, t.menu.notCopied);
}

const hasHome = (session: Session, libraryId: string): boolean =>
  (libraryOf(session.store.state, libraryId)?.home_url ?? null) !== null;

/** What can be done with the books of a search of a library: the same however the search moves on. */
export function bookActs(session: Session, searchId: number, library: string): BookActs {
  const { store, kept } = session;
  return {
    cover: (hit) => (hit.has_cover ? store.coverUrl(hit.id) : null),
    isSaved: (hit) => kept.isBookSaved(library, hit.cid),
    save: (hit) =>
      void kept.toggleBook(library, hit.cid).then((saved) => {
        if (saved !== null) session.notify(saved ? t.menu.saved : t.menu.unsaved);
      }),
    watches: (hit) => kept.watchesOf(library, hit.cid),
    watch: (hit, place) =>
      void beginWatch(session, { library_id: library, cid: hit.cid, title: hit.title, place }),
    unwatch: (watch) => void endWatch(session, watch),
    copyTitle: (hit) => void copy(session, hit.title, t.menu.copiedTitle(hit.title)),
    link: hasHome(session, library) ? (hit) => void store.openLink(searchId, hit.id) : null,
    copyLink: hasHome(session, library) ? (hit) => void copyLink(session, searchId, hit.id) : null,
    singleKeys: () => session.preferences.now.single_keys,
  };
}

/** The menu of a search, on its card and over its list. */
export function searchMenu(session: Session, search: Search): MenuItem[] {
  const { store, kept } = session;
  const { library_id: library, query, id } = search;
  // What is asked of everyone is kept with the room of everyone, whichever library answers.
  const room = search.room_id === null ? undefined : store.state.rooms[search.room_id];
  const keeper = room?.library_id ?? library;
  const saved = kept.isSearchSaved(keeper, query.text);
  const items: MenuItem[] = [
    {
      label: saved ? t.menu.unsaveSearch : t.menu.saveSearch,
      icon: 'star',
      run: () =>
        void kept.toggleSearch(keeper, query.text).then((now) => {
          if (now !== null) session.notify(now ? t.menu.searchSaved : t.menu.searchUnsaved);
        }),
    },
  ];
  if (search.hit_count > 0)
    items.push({ label: t.menu.copyAll, icon: 'copy', run: () => void copyAll(session, search) });
  if (hasHome(session, library))
    items.push(
      { label: t.menu.copyLink, icon: 'copy', run: () => void copyLink(session, id, null) },
      { label: t.pane.link, icon: 'next', run: () => void store.openLink(id, null) },
    );
  return items;
}
