/** What the menus of the rooms do. */
import type { MenuItem } from '../components/Menu.svelte';
import { t } from '../i18n';
import type { ExportForm } from '../ipc/bindings/ExportForm';
import type { Room } from '../ipc/bindings/Room';
import { Patches } from '../patches.svelte';
import type { Session } from '../session.svelte';

type Flags = Pick<Room, 'is_pinned' | 'is_muted'>;

/** By room: its flags, which the app takes together. */
const flags = new WeakMap<Session, Map<number, Patches<Flags>>>();

function flagsOf({ store }: Session, known: Map<number, Patches<Flags>>, room: Room): Patches<Flags> {
  const patches =
    known.get(room.id) ??
    new Patches<Flags>(
      () => {
        const { is_pinned, is_muted } = store.state.rooms[room.id] ?? room;
        return { is_pinned, is_muted };
      },
      (wanted) => store.setRoom(room.id, wanted.is_pinned, wanted.is_muted),
    );
  known.set(room.id, patches);
  return patches;
}

/** Sets a flag of a room to the contrary. */
function toggle(session: Session, room: Room, flag: keyof Flags): Promise<boolean> {
  const known = flags.get(session) ?? new Map<number, Patches<Flags>>();
  flags.set(session, known);
  const patches = flagsOf(session, known, room);
  return patches.set({ [flag]: !patches.now[flag] });
}

/** Pins a room, or no longer. */
export const togglePin = (session: Session, room: Room): Promise<boolean> =>
  toggle(session, room, 'is_pinned');

/** Has notifications tell of a room, or no longer. */
export const toggleMute = (session: Session, room: Room): Promise<boolean> =>
  toggle(session, room, 'is_muted');

/** Writes a conversation out and says where. */
export async function writeOut(session: Session, roomId: number, form: ExportForm): Promise<void> {
  const path = await session.store.exportRoom(roomId, form);
  if (path !== null) session.notify(t.drawer.exported(path), { stays: true });
}

/** Empties a room, after the person was asked. */
export async function clear(session: Session, roomId: number): Promise<void> {
  if (!(await session.store.clearRoom(roomId))) return;
  // The room itself shows the sentence where it is seen.
  if (session.view.seenRoomId === roomId) session.say(t.drawer.cleared);
  else session.notify(t.drawer.cleared);
  if (session.view.roomId === roomId) await session.rooms.focus();
}

/** Empties a room and takes it off the list, after the person was asked. */
export async function leave(session: Session, roomId: number): Promise<void> {
  if (!(await session.store.leaveRoom(roomId))) return;
  session.rooms.drafts.forget(roomId);
  session.rooms.close(roomId);
  // Its row goes, too, as soon as the app has told of it.
  await session.rooms.focusList((row) => row.dataset['roomId'] !== String(roomId));
  session.notify(t.drawer.left);
}

/** What can be done with a room from its row. */
export function roomMenu(session: Session, room: Room): MenuItem[] {
  const ask = (kind: 'clear' | 'leave') => (): void => {
    session.overlay = { kind, roomId: room.id };
  };
  return [
    {
      label: room.is_pinned ? t.drawer.unpin : t.drawer.pin,
      icon: 'pin',
      run: () => void togglePin(session, room),
    },
    {
      label: room.is_muted ? t.drawer.unmute : t.drawer.mute,
      icon: 'mute',
      run: () => void toggleMute(session, room),
    },
    ...(room.unseen_count > 0
      ? [
          {
            label: t.chats.markSeen,
            icon: 'check',
            run: () => {
              session.store.markSeen(room.id);
            },
          } as const,
        ]
      : []),
    { label: t.drawer.clear, icon: 'minus', run: ask('clear') },
    { label: t.drawer.leave, icon: 'close', run: ask('leave') },
  ];
}
