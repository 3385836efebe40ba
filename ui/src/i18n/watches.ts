/** The words of 대출가능 알림; read with the rooms, so that `t` stays small without them. */
import { language } from '.';
import { enWatches } from './watches.en';
import { koWatches, type WatchWords } from './watches.ko';

export type { WatchWords } from './watches.ko';

/** The words in the page's language; both are there for the reason told in `screens.ts`. */
export const w: WatchWords = language === 'en' ? enWatches : koWatches;
