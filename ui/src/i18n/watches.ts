/** The words of 대출가능 알림; read with the rooms, so that `t` stays small without them. */
import { language } from '.';
import type { WatchWords } from './watches.ko';

export type { WatchWords } from './watches.ko';

/** The words in the page's language. */
export const w: WatchWords =
  language === 'en' ? (await import('./watches.en')).enWatches : (await import('./watches.ko')).koWatches;
