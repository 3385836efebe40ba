/**
 * What stands in the column of a room, from top to bottom: messages in runs, days between them, the line up to which it was read,
 * texts on their way at the end.
 */
import type { Message } from '../ipc/bindings/Message';
import type { Pending } from './model';

/** One row of the column. */
export type Row =
  | { kind: 'day'; key: string; at: number }
  | { kind: 'unread'; key: string }
  | { kind: 'message'; key: string; message: Message; first: boolean; last: boolean }
  | { kind: 'pending'; key: string; pending: Pending; first: boolean }
  /** In the room of everyone: the libraries that have nothing, folded; `everywhere` when no other one was asked. */
  | { kind: 'nothing'; key: string; searchIds: readonly number[]; everywhere: boolean; open: boolean };

/** A row that somebody says. */
export type Said = Extract<Row, { kind: 'message' | 'pending' }>;

/** Whether somebody says this row. */
export const isSaid = (row: Row): row is Said => row.kind === 'message' || row.kind === 'pending';

/** The key of the line up to which a room was read. */
export const UNREAD = 'unread';

const minute = (at: number): number => Math.floor(at / 60_000);

/** The local day a moment belongs to, as its first moment. */
export const dayOf = (at: number): number => new Date(at).setHours(0, 0, 0, 0);

/** Same author and same minute are one run: picture, name and tail on its first bubble, the time on its last. */
const sameRun = (a: Message, b: Message): boolean =>
  a.author === b.author && minute(a.sent_at_ms) === minute(b.sent_at_ms);

/** Where the question stands that the row at `index` answers: right above it, or above what stands between them. */
export function questionAbove(rows: readonly Row[], index: number): number | null {
  const row = rows[index];
  if (row?.kind !== 'message' || row.message.body.kind !== 'search') return null;
  let at = index - 1;
  while (rows[at]?.kind === 'day' || rows[at]?.kind === 'unread') at -= 1;
  const above = rows[at];
  if (above?.kind !== 'message' || above.message.body.kind !== 'text') return null;
  return above.message.body.search_id === row.message.body.search_id ? at : null;
}

/** The rows of a room; `unreadAt` is the first message that was not seen yet. */
export function rowsOf(
  messages: readonly Message[],
  pending: readonly Pending[],
  unreadAt: number | null = null,
): Row[] {
  const rows: Row[] = [];
  let day: number | null = null;
  messages.forEach((message, index) => {
    const before = messages[index - 1];
    const after = messages[index + 1];
    const today = dayOf(message.sent_at_ms);
    if (today !== day) {
      day = today;
      rows.push({ kind: 'day', key: `day-${message.id}`, at: message.sent_at_ms });
    }
    if (message.id === unreadAt) rows.push({ kind: 'unread', key: UNREAD });
    rows.push({
      kind: 'message',
      key: `message-${message.id}`,
      message,
      first: before === undefined || !sameRun(before, message),
      last: after === undefined || !sameRun(message, after),
    });
  });
  pending.forEach((text, index) => {
    const today = dayOf(text.sentAt);
    if (today !== day) {
      day = today;
      rows.push({ kind: 'day', key: `day-pending-${text.key}`, at: text.sentAt });
    }
    rows.push({ kind: 'pending', key: `pending-${text.key}`, pending: text, first: index === 0 });
  });
  return rows;
}
