/** What can be done with a line in the room of alerts. */
import { shelfOf } from '../features/watches/news';
import type { WatchNews } from '../ipc/bindings/WatchNews';
import type { Session } from '../session.svelte';
import type { Said } from '../state/rows';
import { offer } from './offer';

/** What a row tells of a watched book; null when it tells of something else. */
export const newsOf = (row: Said): WatchNews | null =>
  row.kind === 'message' && row.message.body.kind === 'watch' ? row.message.body.news : null;

/** Opens the chat with the library that has the book, and offers its title to the line there. */
export async function askAbout(session: Session, news: WatchNews): Promise<void> {
  const { rooms, view, store } = session;
  await rooms.startChat(news.library_id);
  const room = view.roomId === null ? undefined : store.state.rooms[view.roomId];
  // A comma would begin another field of the question.
  if (room?.library_id === news.library_id) offer(session, room.id, news.title.replace(/\s*,\s*/g, ' '));
}

/** Copies the call number of a book that can be borrowed; false when there is none. */
export function copyPlace(session: Session, news: WatchNews | null): boolean {
  const number = (news && shelfOf(news)?.callNumber) ?? '';
  if (number === '') return false;
  void session.copy(number);
  return true;
}
