/** The words of the screens that are loaded when they are opened; `t` stays small without them. */
import { language } from '.';
import { enScreens } from './screens.en';
import { koScreens, type Screens } from './screens.ko';

export type { Screens } from './screens.ko';

/** The screens' words in the page's language. Both languages are there, so that no module waits while it is read (ADR 8). */
export const s: Screens = language === 'en' ? enScreens : koScreens;
