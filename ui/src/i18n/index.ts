/** The words of the page, in the person's language. Chosen once, before the page starts; the other language is not even read. */
import { formatsFor, type Formats } from './format';
import type { Dictionary } from './ko';

export type { Dictionary } from './ko';
export type { Formats } from './format';

/** A language of the app. */
export type Language = 'ko' | 'en';

/** Korean unless the person prefers English to it. */
export function languageOf(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    if (/^ko\b/i.test(tag)) return 'ko';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'ko';
}

/** The page's language: the one the app was started in, which its notifications speak too. */
export const language: Language = languageOf([
  new URLSearchParams(location.search).get('language') ?? '',
  ...navigator.languages,
]);
/** The page's words; there from `speak` on, and the same ever after. */
export let t: Dictionary;
/** The page's formats; likewise. */
export let format: Formats;

/** Reads the words of the page's language. Whatever uses them is imported after this, so that no module has to wait while it is read. */
export async function speak(): Promise<void> {
  t = language === 'en' ? (await import('./en')).en : (await import('./ko')).ko;
  format = formatsFor(language === 'en' ? 'en-GB' : 'ko-KR', t);
}
