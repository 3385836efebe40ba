/** The words of the screens that are loaded when they are opened; `t` stays small without them. */
import { language } from '.';
import type { Screens } from './screens.ko';

export type { Screens } from './screens.ko';

/** The screens' words in the page's language. */
export const s: Screens =
  language === 'en' ? (await import('./screens.en')).enScreens : (await import('./screens.ko')).koScreens;
