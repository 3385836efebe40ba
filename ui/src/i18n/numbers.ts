/** Numbers as a language groups them: 1,204. */

/** For a locale. What needs no separators is not asked for them: a card says many small numbers. */
export function grouping(locale: string): (count: number) => string {
  const format = new Intl.NumberFormat(locale);
  return (count) => (Math.abs(count) < 1_000 ? String(count) : format.format(count));
}
