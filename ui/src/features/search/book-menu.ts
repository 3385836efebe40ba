/** The menu of a book. */
import type { MenuItem } from '../../components/Menu.svelte';
import type { Hit } from '../../ipc/bindings/Hit';
import type { Dictionary } from '../../i18n';
import { w } from '../../i18n/watches';
import type { BookActs } from './acts';
import { callNumberOf } from './copies';
import { othersOf } from './watching';

/** Ways to be told when it can be borrowed, or no longer. */
function watchItems(hit: Hit, acts: BookActs): MenuItem[] {
  const watches = acts.watches(hit);
  const ends = watches.map((watch): MenuItem => ({
    label: watch.place === null ? w.end : w.endAt(watch.place),
    icon: 'mute',
    run: () => acts.unwatch(watch),
  }));
  const others = othersOf(hit, watches);
  // The places are asked for in the details; here is what most people want.
  const begins = (others.includes(null) ? [null] : others).map((place): MenuItem => ({
    label: place === null ? w.begin : w.beginAt(place),
    icon: 'bell',
    run: () => acts.watch(hit, place),
  }));
  return [...ends, ...begins];
}

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
    ...watchItems(hit, acts),
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
