/** The words about the app itself; read with the settings. */
import { language } from '.';
import { enAbout } from './about.en';
import { koAbout, type AboutWords } from './about.ko';

export type { AboutWords } from './about.ko';

/** The words in the page's language; both are there for the reason told in `screens.ts`. */
export const a: AboutWords = language === 'en' ? enAbout : koAbout;
