/** What is clicked outside the page and is no message: a link with a question, the line to write in, the work, the settings. */
import { t } from '../i18n';
import { s } from '../i18n/screens';
import type { Opening } from '../ipc/bindings/Opening';
import type { Library } from '../ipc/bindings/Library';
import type { Session } from '../session.svelte';
import { everyoneOf } from '../state/everyone';
import { nameOf } from '../state/names';
import { libraryOf } from '../state/select';
import { putIn } from './offer';

/** Shows it. Nothing is sent by itself. */
export async function come(session: Session, opening: Exclude<Opening, { kind: 'message' }>): Promise<void> {
  session.overlay = null;
  session.view.profileId = null;
  // On a narrow window it lies over everything.
  session.view.pane = null;
  if (opening.kind === 'work') session.view.open('jobs');
  else if (opening.kind === 'settings') session.view.open('settings');
  else if (opening.kind === 'line') await toLine(session);
  else if (opening.kind === 'too_long') session.notify(s.opening.tooLong, { stays: true });
  else await ask(session, opening.library_id, opening.text);
}

const canBeAsked = (session: Session, { id, standing }: Library): boolean =>
  standing === 'friend' ||
  standing === 'practice' ||
  (standing === 'everyone' && everyoneOf(session.store.state.libraries)?.id === id);

/** The question of a link goes into the line of the room of its library. */
async function ask(session: Session, libraryId: string, text: string): Promise<void> {
  const { store, rooms, view } = session;
  const library = libraryOf(store.state, libraryId);
  if (library === undefined || !canBeAsked(session, library)) {
    session.notify(library === undefined ? s.opening.unknown : s.opening.unconfirmed(nameOf(library, t)), {
      stays: true,
    });
    return;
  }
  await rooms.startChat(libraryId);
  const room = view.roomId === null ? undefined : store.state.rooms[view.roomId];
  // Where its room could not be opened, which was said, another one may still be there.
  if (room?.library_id !== libraryId) return;
  const isAside = putIn(session, room.id, text);
  const sentence = isAside ? `${s.opening.question} ${t.room.putAside}` : s.opening.question;
  // Nobody may send it without having read that.
  session.notify(sentence, { stays: true });
}

/** To the line of the room where the person last was, or of the first friend. */
async function toLine(session: Session): Promise<void> {
  const { store, rooms } = session;
  const { libraries, rooms: known } = store.state;
  const isWritable = (libraryId: string): boolean => {
    const library = libraryOf(store.state, libraryId);
    return library !== undefined && canBeAsked(session, library);
  };
  const writable = Object.values(known)
    .filter((room) => isWritable(room.library_id))
    .sort((a, b) => b.active_at_ms - a.active_at_ms);
  const last = writable.find(({ id }) => id === rooms.lastId) ?? writable[0];
  const friend =
    libraries.find(({ standing }) => standing === 'friend') ?? libraries.find(({ id }) => isWritable(id));
  if (last !== undefined) await rooms.enter(last.id);
  else if (friend !== undefined) await rooms.startChat(friend.id);
  session.room?.focusComposer();
}
