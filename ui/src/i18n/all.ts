/** Both languages at once, for tests; the page reads only its own. */
import { enAbout } from './about.en';
import { koAbout, type AboutWords } from './about.ko';
import { en } from './en';
import { formatsFor, type Formats } from './format';
import type { Language } from '.';
import { ko, type Dictionary } from './ko';
import { enScreens } from './screens.en';
import { koScreens, type Screens } from './screens.ko';
import { enWatches } from './watches.en';
import { koWatches, type WatchWords } from './watches.ko';

/** The words of a language. */
export const dictionaryOf = (language: Language): Dictionary => (language === 'en' ? en : ko);

/** The words of its screens. */
export const screensOf = (language: Language): Screens => (language === 'en' ? enScreens : koScreens);

/** The words about watched books. */
export const watchWordsOf = (language: Language): WatchWords => (language === 'en' ? enWatches : koWatches);

/** The words about the app itself. */
export const aboutWordsOf = (language: Language): AboutWords => (language === 'en' ? enAbout : koAbout);

/** The formats of a language. */
export const formatsOf = (language: Language): Formats =>
  formatsFor(language === 'en' ? 'en-GB' : 'ko-KR', dictionaryOf(language));
