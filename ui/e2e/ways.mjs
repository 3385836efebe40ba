/**
 * In which ways every view is looked at: each of them once, in turn light and dark, Korean and English, on three widths, and some on the
 * smallest phone, with the largest text and as systems are set for who sees or moves otherwise. `all` is every one in every way.
 */
import { isBordered, isStill } from './look.mjs';

const LOOKS = [
  { theme: 'light', locale: 'ko-KR' },
  { theme: 'dark', locale: 'en-GB' },
  { theme: 'light', locale: 'en-GB' },
  { theme: 'dark', locale: 'ko-KR' },
];
const [PLAIN] = LOOKS;
const PHONE = { width: 390, height: 844 };
const DESK = { width: 1360, height: 940 };
const SIZES = [PHONE, { width: 820, height: 1000 }, DESK];
const SMALLEST = { width: 320, height: 568 };

/** What is looked at as a system wants it: the first three always. */
const WANTED = ['room-asking', 'room-complete', 'list'];
const ALSO_WANTED = ['room-partial', 'sheet-list', 'sheet-book', 'settings', 'jobs', 'saved', 'alerts-room'];
const wants = (name, media, finds) => ({
  some: WANTED,
  others: ALSO_WANTED,
  ways: [
    { ...PLAIN, size: PHONE, name, media, finds },
    { ...LOOKS[3], size: DESK, name, media, finds },
  ],
});

/** Views, and the ways for them. Without `all` each of `some` is looked at in one of the ways. */
const GROUPS = [
  { some: 'every', ways: SIZES.flatMap((size) => LOOKS.map((look) => ({ ...look, size }))) },
  {
    some: ['friends-connections', 'list', 'room-complete', 'sheet-list', 'settings', 'drawer'],
    others: 'every',
    ways: [{ ...PLAIN, size: SMALLEST }],
  },
  {
    some: ['friends-connections', 'list', 'room-complete', 'saved', 'watches', 'pill'],
    others: [
      'sheet-list',
      'drawer',
      'find',
      'jobs',
      'settings',
      'update-banner',
      'alerts-room-top',
      'profile',
    ],
    ways: [PLAIN, LOOKS[1]].map((look) => ({ ...look, size: SMALLEST, name: 'large', percent: 200 })),
  },
  wants('forced', { forcedColors: 'active' }, isBordered),
  wants('contrast', { contrast: 'more' }, isBordered),
  wants('still', { reducedMotion: 'reduce' }, isStill),
];

/** Every view of these names. */
const named = (views, names) =>
  names === 'every'
    ? views
    : names.map((name) => {
        const view = views.find((known) => known.name === name);
        if (view === undefined) throw new Error(`there is no view ${name}`);
        return view;
      });

/** What a picture of it is called. */
const nameOf = (view, { size, theme, locale, name }) =>
  [view.name, size.width, theme, locale.slice(0, 2), name].filter((part) => part !== undefined).join('-');

/** What is to be looked at: a name, the view, and the way. */
export function planOf(views, all) {
  return GROUPS.flatMap(({ some, others = [], ways }) => {
    const chosen = named(views, some);
    const more = all ? named(views, others).filter((view) => !chosen.includes(view)) : [];
    return [...chosen, ...more].flatMap((view, at) => {
      const fitting = ways.filter(({ size }) => size.width <= (view.widest ?? Infinity));
      const taken = all ? fitting : fitting.slice(at % fitting.length).slice(0, 1);
      return taken.map((way) => ({ name: nameOf(view, way), view, way }));
    });
  });
}
