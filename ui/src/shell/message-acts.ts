/** What the menu of a message does. */
import { copyText } from '../components/clipboard';
import type { MenuItem } from '../components/Menu.svelte';
import { t } from '../i18n';
import type { Message } from '../ipc/bindings/Message';
import type { Session } from '../session.svelte';

/** Asks whether a message is really to be deleted. */
export const deleteItem = (session: Session, roomId: number, messageId: number): MenuItem => ({
  label: t.menu.remove,
  icon: 'minus',
  run: () => {
    session.overlay = { kind: 'delete', roomId, messageId };
  },
});

/** The menu of a message that is no card. */
export function messageMenu(session: Session, { body, id, room_id: roomId }: Message): MenuItem[] {
  const remove = deleteItem(session, roomId, id);
  if (body.kind !== 'text') return [remove];
  const copy = async (): Promise<void> => {
    session.tell(await copyText(body.text), t.menu.copiedText, t.menu.notCopied);
  };
  return [{ label: t.menu.copyText, icon: 'copy', run: () => void copy() }, remove];
}

/** Deletes a message, after the person was asked; the focus goes on to the one after it. */
export async function remove(session: Session, roomId: number, messageId: number): Promise<void> {
  const next = session.room?.beside(messageId) ?? null;
  if (!(await session.store.deleteMessage(messageId))) return;
  session.say(t.menu.removed);
  if (session.view.seenRoomId !== roomId) return;
  if (next === null) await session.rooms.focus();
  else await session.room?.focusRow(next);
}
