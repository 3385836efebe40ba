/** Whether a name is meant by what was typed so far. */

const plain = (text: string): string => text.normalize('NFC').toLowerCase().replace(/\s+/gu, '');

/** One of the names has the typed text in it; blanks and capitals do not count. */
export const matches = (typed: string, ...names: readonly string[]): boolean => {
  const wanted = plain(typed);
  return names.some((name) => plain(name).includes(wanted));
};
