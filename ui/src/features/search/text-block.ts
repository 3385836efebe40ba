/** Results as a text to paste anywhere: title, author and publisher, a line per copy, a rule between books. */
import type { Hit } from '../../ipc/bindings/Hit';
import type { Dictionary, Formats } from '../../i18n';
import { copyChip, placeOf, statusLabel } from './copies';

const RULE = '---------';
const said = (parts: readonly string[], between: string): string =>
  parts.filter((part) => part !== '').join(between);

/** `저자. 출판사, 연도` */
const bylineOf = ({ author, publisher, year }: Hit): string =>
  said([author, said([publisher, year], ', ')], '. ');

/** `위치, 청구기호, 상태` of every copy; of a book nobody has looked at, what the list says, and that it is the list's word. */
function copyLines(hit: Hit, t: Dictionary, format: Formats): string[] {
  const copies = hit.copies.map((copy) =>
    said(
      [
        placeOf(copy) || t.copy.noPlace,
        copy.call_number || t.copy.noCallNumber,
        copyChip(copy, t, format).label,
      ],
      ', ',
    ),
  );
  if (hit.copies_state === 'checked') return copies.length > 0 ? copies : [t.copy.none];
  if (copies.length > 0) return copies;
  const listed = hit.branches.map((branch) =>
    said(
      [branch.name, branch.call_number, t.copy.fromList(statusLabel(branch.status, branch.raw_status, t))],
      ', ',
    ),
  );
  return [...listed, hit.copies_state === 'failed' ? t.copy.failed : t.copy.unplanned];
}

/** All these books as one text. */
export const textOf = (hits: readonly Hit[], t: Dictionary, format: Formats): string =>
  hits
    .map((hit) =>
      [hit.title, bylineOf(hit), ...copyLines(hit, t, format)].filter((line) => line !== '').join('\n'),
    )
    .join(`\n${RULE}\n`);
