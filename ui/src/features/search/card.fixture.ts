/** For tests of what cards say: a search, and all that its card depends on beside it. */
import { dictionaryOf, formatsOf } from '../../i18n/all';
import type { Search } from '../../ipc/bindings/Search';
import { makeQuery, makeSearch, NOON } from '../../ipc/fake/make';
import { cardViewOf, type CardContext, type CardView } from './card-view';

/** In Korean, a minute after the search; nothing special is going on. */
export const context: CardContext = {
  t: dictionaryOf('ko'),
  format: formatsOf('ko'),
  now: NOON + 60_000,
  slow: false,
  told: true,
  offline: false,
  paused: false,
  hasHome: true,
  canAskAll: false,
  watch: null,
};

export { nothing } from '../../ipc/fake/make';

/** What a card says. */
export const view = (over: Partial<Search>, more: Partial<CardContext> = {}): CardView =>
  cardViewOf(makeSearch({ query: makeQuery('코스모스'), ...over }), { ...context, ...more });

/** Its buttons. */
export const actions = (over: Partial<Search>, more: Partial<CardContext> = {}): string[] =>
  view(over, more).actions.map((action) => action.label);
