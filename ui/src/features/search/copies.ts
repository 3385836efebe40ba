/** How copies and books are shown: tone and words of a status, the order of a card, the sums of a book. */
import type { Copy } from '../../ipc/bindings/Copy';
import type { Hit } from '../../ipc/bindings/Hit';
import type { Search } from '../../ipc/bindings/Search';
import type { Status } from '../../ipc/bindings/Status';
import type { Dictionary, Formats } from '../../i18n';
import { isOver } from '../../state/model';

/** Tones of a status chip; each has a sign of its own beside the colour. */
export type StatusTone = 'ok' | 'loan' | 'no' | 'err';

const TONES: Record<Status, StatusTone> = {
  available: 'ok',
  on_loan: 'loan',
  reserved: 'loan',
  not_for_loan: 'no',
  in_process: 'no',
  missing: 'no',
  withdrawn: 'no',
  unknown: 'no',
};

/** A chip: what it says and how it looks. */
export interface StatusChip {
  tone: StatusTone;
  label: string;
}

/** The words of a status. What nobody understands is shown as the library wrote it. */
export function statusLabel(status: Status, raw: string, t: Dictionary): string {
  if (status !== 'unknown') return t.copy.statuses[status];
  return raw.trim() === '' ? t.copy.unknownStatus : raw;
}

/** The chip of one copy, with its due date when that is known. */
export function copyChip(copy: Copy, t: Dictionary, format: Formats): StatusChip {
  const label = statusLabel(copy.status, copy.raw_status, t);
  const due =
    copy.due !== null && copy.status !== 'available' ? ` · ${t.copy.due(format.shortDate(copy.due))}` : '';
  return { tone: TONES[copy.status], label: `${label}${due}` };
}

/** The tone of a status. */
export const toneOf = (status: Status): StatusTone => TONES[status];

/** One chip per kind of status with its number of copies; one copy alone carries no number, but its due date. */
export function summaryChips(copies: readonly Copy[], t: Dictionary, format: Formats): StatusChip[] {
  const [only, ...others] = copies;
  if (only !== undefined && others.length === 0) return [copyChip(only, t, format)];
  const counts = new Map<string, StatusChip & { count: number }>();
  for (const copy of copies) {
    const label = statusLabel(copy.status, copy.raw_status, t);
    const known = counts.get(label);
    counts.set(label, { tone: TONES[copy.status], label, count: (known?.count ?? 0) + 1 });
  }
  const chips = [...counts.values()].sort((a, b) => Number(b.tone === 'ok') - Number(a.tone === 'ok'));
  return chips.map(({ tone, label, count }) => ({ tone, label: t.copy.counted(label, count) }));
}

/** The copy to walk to: one that can be borrowed, otherwise the first. */
export const bestCopy = (copies: readonly Copy[]): Copy | undefined =>
  copies.find((copy) => copy.status === 'available') ?? copies[0];

/** How many copies can be borrowed now. */
export const availableCount = (copies: readonly Copy[]): number =>
  copies.filter((copy) => copy.status === 'available').length;

/** Where to walk to, from the copies or else from the list: the call number to copy. */
export function callNumberOf(hit: Hit): string {
  const best = bestCopy(hit.copies)?.call_number;
  return best || (hit.branches.find((branch) => branch.call_number !== '')?.call_number ?? '');
}

/** Author, publisher and year on one line. */
export const bylineOf = (hit: Hit): string =>
  [hit.author, hit.publisher, hit.year].filter((part) => part !== '').join(' · ');

/** How many books a card shows. */
export const CARD_BOOKS = 3;
/** Only these first hits are chosen from, so that a card does not change its books while the list grows. */
const CHOICE = 10;

/** A title without what is written in one way or another. */
const bare = (text: string): string =>
  text
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s\p{P}\p{S}]/gu, '');

/** One of its copies can be borrowed now, by the copies or, until they are read, by the list. */
const canBeHad = ({ copies, copies_state: state, branches }: Hit): boolean =>
  copies.some(({ status }) => status === 'available') ||
  (state !== 'checked' && branches.some(({ status }) => status === 'available'));

/**
 * The books of a card: exact titles first, then, once nothing more comes in, those that can be borrowed now; otherwise in the
 * catalogue's order, which stays while copies come in.
 */
export function cardBooks(search: Search, hits: readonly Hit[]): Hit[] {
  const wanted = bare(search.query.title || search.query.text);
  const settled = isOver(search);
  return hits
    .filter((hit) => hit.position < CHOICE)
    .map((hit) => ({
      hit,
      exact: Number(wanted !== '' && bare(hit.title) === wanted),
      had: Number(settled && canBeHad(hit)),
    }))
    .sort((a, b) => b.exact - a.exact || b.had - a.had || a.hit.position - b.hit.position)
    .slice(0, CARD_BOOKS)
    .map(({ hit }) => hit);
}

/** Stacks that only the staff walk to, by the names libraries have for them. */
const CLOSED = /보존|폐가/;

/** The copy is not on a shelf that is open to readers, and nothing beside it says whom to ask. */
export const isAtDesk = ({ location, raw_status: raw }: Copy): boolean =>
  CLOSED.test(`${location} ${raw}`) && !`${location} ${raw}`.includes('문의');

/** Where a copy stands, for a line: a closed stack says whom to ask. */
export function placeLine(copy: Copy, t: Dictionary): string {
  const place = placeOf(copy) || t.copy.noPlace;
  return isAtDesk(copy) ? `${place} · ${t.copy.atDesk}` : place;
}

/** Where a copy stands, in the library's words: its branch, unless the location names it already, and its location. */
export function placeOf(copy: Copy): string {
  if (copy.branch === '' || copy.location.includes(copy.branch)) return copy.location;
  return `${copy.branch} ${copy.location}`.trim();
}
