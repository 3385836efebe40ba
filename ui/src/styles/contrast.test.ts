import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(`${import.meta.dirname}/tokens.css`, 'utf8');
const tokens = new Map(
  [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]+), (#[0-9a-f]+)\);/g)].map(([, name, light, dark]) => [
    name,
    { light, dark },
  ]),
);

/** Relative luminance as WCAG 2 defines it. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(a: string, b: string, look: 'light' | 'dark'): number {
  const [x, y] = [a, b].map((name) => luminance(tokens.get(name)?.[look] ?? ''));
  if (x === undefined || y === undefined || Number.isNaN(x) || Number.isNaN(y))
    throw new Error(`${a} or ${b} is no colour`);
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const TEXT: [string, string][] = [
  ['room-ink', 'room-bg'],
  ['room-ink-2', 'room-bg'],
  ['unread', 'room-bg'],
  ['on-me', 'bubble-me'],
  ['on-date-pill', 'date-pill'],
  ['on-badge', 'badge'],
  ['on-accent', 'accent'],
  ['on-send-off', 'send-off'],
  ...['bubble-you', 'surface', 'surface-2', 'rail'].flatMap((back): [string, string][] => [
    ['ink', back],
    ['ink-2', back],
  ]),
  ...['bubble-you', 'surface', 'surface-2'].map((back): [string, string] => ['accent', back]),
  ['err', 'surface'],
  ...['ok', 'loan', 'no', 'err'].map((tone): [string, string] => [tone, `${tone}-bg`]),
  ...Array.from({ length: 8 }, (_, index): [string, string] => ['on-cover', `cover-${index}`]),
];
const SHAPES: [string, string][] = [
  ['field-line', 'surface'],
  ['field-line', 'surface-2'],
  ['accent', 'room-bg'],
  ['accent', 'track'],
];

describe.each(['light', 'dark'] as const)('in %s', (look) => {
  it.each(TEXT)('%s on %s can be read', (front, back) => {
    expect(ratio(front, back, look)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)('%s on %s can be seen', (front, back) => {
    expect(ratio(front, back, look)).toBeGreaterThanOrEqual(3);
  });
});

it('no other file names a colour', () => {
  const files = import.meta.glob(['../**/*.svelte', '../**/*.css', '!../styles/tokens.css'], {
    query: '?raw',
    eager: true,
    import: 'default',
  });
  const named = Object.entries(files).filter(([, text]) =>
    /#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(/i.test(String(text)),
  );
  expect(Object.keys(files).length).toBeGreaterThan(20);
  expect(named.map(([file]) => file)).toEqual([]);
});
