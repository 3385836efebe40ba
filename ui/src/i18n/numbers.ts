/** Numbers as a language groups them: 1,204. */

/** For a locale. A total is said in several places at once, and again with every step of a search: it is made once. */
export function grouping(locale: string): (count: number) => string {
  const format = new Intl.NumberFormat(locale);
  let [last, text] = [NaN, ''];
  return (count) => {
    if (Math.abs(count) < 1_000) return String(count);
    if (count !== last) [last, text] = [count, format.format(count)];
    return text;
  };
}
