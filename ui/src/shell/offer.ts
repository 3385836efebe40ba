/** Puts a question into the line to write in; what somebody has typed there is not lost, and they are told so. */
import { t } from '../i18n';
import type { Session } from '../session.svelte';

/** Puts a text into the line of the open room; whether something that was written there had to make room. */
export function putIn(session: Session, roomId: number, text: string): boolean {
  const kept = session.store.state.rooms[roomId]?.draft ?? '';
  const { drafts } = session.rooms;
  const written = drafts.begin(roomId, kept);
  const isTyped = written.trim() !== '' && written !== text && written !== drafts.offered(roomId);
  session.room?.suggest(text);
  return isTyped;
}

/** Offers a text to the line of the open room. */
export function offer(session: Session, roomId: number, text: string): void {
  if (putIn(session, roomId, text)) session.notify(t.room.putAside);
}
