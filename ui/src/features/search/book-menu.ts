/** The menu of a book. */
import type { MenuItem } from '../../components/Menu.svelte';
import type { Hit } from '../../ipc/bindings/Hit';
import type { Dictionary } from '../../i18n';
import type { BookActs } from './acts';
import { callNumberOf } from './copies';

/** What the menu of a book offers: only what this book and its library have. */
export function bookMenu(
  hit: Hit,
  acts: BookActs,
  { onbook, oncopy }: { onbook: (hit: Hit) => void; oncopy: (callNumber: string) => void },
  t: Dictionary,
): MenuItem[] {
  const number = callNumberOf(hit);
  const { link, copyLink } = acts;
  return [
    { label: t.menu.open, icon: 'book', run: () => onbook(hit) },
    { label: acts.isSaved(hit) ? t.menu.unsave : t.menu.save, icon: 'star', run: () => acts.save(hit) },
    { label: t.menu.copyTitle, icon: 'copy', run: () => acts.copyTitle(hit) },
    ...(number === ''
      ? []
      : [{ label: t.copy.copyCallNumber, icon: 'copy' as const, run: () => oncopy(number) }]),
    ...(copyLink === null
      ? []
      : [{ label: t.menu.copyLink, icon: 'copy' as const, run: () => copyLink(hit) }]),
    ...(link === null ? [] : [{ label: t.pane.link, icon: 'next' as const, run: () => link(hit) }]),
  ];
}
