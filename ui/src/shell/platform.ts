/** What differs between systems in the names and the meaning of keys. */

/** An Apple system: ⌘ is held down for a shortcut, and ⌥ writes and moves by words. */
export const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Its back gesture, or button, is the system's: the web view goes back in the page's history, and leaves the app at its beginning. */
export const isAndroid = /Android/.test(navigator.userAgent);

const SIGNS: [RegExp, string][] = [
  [/Ctrl[ +]/g, '⌘'],
  [/Alt[ +]/g, '⌥'],
  [/Shift[ +]/g, '⇧'],
];

/** A key, or words with one in them, as the person's keyboard has it: `Ctrl K`, or `⌘K`. */
export const keyName = (key: string, apple = isApple): string =>
  apple ? SIGNS.reduce((name, [word, sign]) => name.replace(word, sign), key) : key;
