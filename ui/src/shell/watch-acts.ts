/** What the buttons of watches do, wherever they stand. */
import { t } from '../i18n';
import { w } from '../i18n/watches';
import type { Watch } from '../ipc/bindings/Watch';
import type { Watched } from '../kept.svelte';
import type { Session } from '../session.svelte';
import { newsLine } from '../state/names';

/** Has a book watched, and says so. */
export async function beginWatch(session: Session, book: Watched & { title: string }): Promise<void> {
  if ((await session.kept.watch(book)) !== null)
    session.notify(newsLine({ event: 'began', title: book.title }, t));
}

/** Ends a watch, and says so. */
export async function endWatch(session: Session, watch: Watch): Promise<void> {
  if ((await session.kept.endWatch(watch.id)) !== null) session.notify(w.ended(watch.title));
}
