import { expect, it } from 'vitest';
import { grouping } from './numbers';

it.each(['ko-KR', 'en-GB'])('groups a number as %s does', (locale) => {
  const n = grouping(locale);
  const format = new Intl.NumberFormat(locale);
  for (const count of [0, 7, 999, 1_000, 9_999, 1_234_567, -5, -1_204])
    expect(n(count)).toBe(format.format(count));
});
