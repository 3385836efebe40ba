/** What the buttons of watches do, wherever they stand. */
import { t } from '../i18n';
import { w } from '../i18n/watches';
import { toCommandError } from '../ipc/backend';
import type { Watch } from '../ipc/bindings/Watch';
import type { Watched } from '../kept.svelte';
import type { Session } from '../session.svelte';
import { newsLine } from '../state/names';

/** Has a book watched, and says so; the first time, on a desktop, also that this needs the app to be running. */
export async function beginWatch(session: Session, book: Watched & { title: string }): Promise<void> {
  const first = isFirst(session);
  if ((await session.kept.watch(book)) === null) return;
  const said = newsLine({ event: 'began', title: book.title }, t);
  if (first && !(await startsAtLogin(session)))
    session.notify(`${said} ${w.whileOn}`, {
      stays: true,
      act: { label: w.atLogin, run: () => void startAtLogin(session) },
    });
  else session.notify(said);
}

/** Nothing was ever watched: nothing is listed, and nothing was told. */
function isFirst({ store, kept }: Session): boolean {
  const { desktop, rooms } = store.state;
  const told = Object.values(rooms).some(({ library_id: id }) => id === 'alerts');
  return desktop && !told && kept.saved.watches.length === 0;
}

/** Where the system does not say whether the app starts at login it cannot be set either. */
const startsAtLogin = ({ backend }: Session): Promise<boolean> => backend.startsAtLogin().catch(() => true);

async function startAtLogin(session: Session): Promise<void> {
  try {
    await session.backend.setStartsAtLogin(true);
    session.notify(w.startsAtLogin);
  } catch (thrown) {
    session.fail(t.commandErrors[toCommandError(thrown).code]);
  }
}

/** Ends a watch, and says so. */
export async function endWatch(session: Session, watch: Watch): Promise<void> {
  if ((await session.kept.endWatch(watch.id)) !== null) session.notify(w.ended(watch.title));
}
