/** The words of the page, in the person's language. Chosen once, when the page starts. */
import { en } from './en';
import { formatsFor, type Formats } from './format';
import { ko, type Dictionary } from './ko';

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

/** The words of a language. */
export const dictionaryOf = (language: Language): Dictionary => (language === 'en' ? en : ko);

/** The formats of a language. */
export const formatsOf = (language: Language): Formats =>
  formatsFor(language === 'en' ? 'en-GB' : 'ko-KR', dictionaryOf(language));

/** The page's language: the one the app was started in, which its notifications speak too. */
export const language: Language = languageOf([
  new URLSearchParams(location.search).get('language') ?? '',
  ...navigator.languages,
]);
/** The page's words. */
export const t: Dictionary = dictionaryOf(language);
/** The page's formats. */
export const format: Formats = formatsOf(language);
