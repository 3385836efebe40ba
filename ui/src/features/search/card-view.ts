/** What a search's card says in each of its states: words and choices, no markup. */
import type { Search } from '../../ipc/bindings/Search';
import type { Dictionary, Formats } from '../../i18n';
import { cancelled, complete, failed, partial } from './card-ended';
import { held, running, waiting } from './card-live';

/** What a button of the card does. */
export type CardAction =
  | 'cancel'
  | 'retry'
  | 'go-on'
  | 'list'
  | 'detail'
  | 'more'
  | 'literal'
  | 'part'
  | 'everyone'
  | 'link'
  | 'report'
  /** Being told when its one book can be borrowed, or no longer. */
  | 'watch';

/** The tone of the card's chip. */
export type ChipTone = 'ok' | 'neutral' | 'err' | 'saved';

/** Everything a card says. */
export interface CardView {
  title: string;
  /** Lines under the headline. */
  sub: string[];
  chip: { tone: ChipTone; label: string };
  /** Null when nothing is under way; otherwise the share done, or null while the amount is unknown. */
  progress: { share: number | null; label: string } | null;
  /** A sentence that must not be overlooked. */
  note: { tone: 'err' | 'info'; text: string } | null;
  /** At most two, the first is the one most likely wanted. */
  actions: { kind: CardAction; label: string }[];
}

/** What the card needs to know beside the search. */
export interface CardContext {
  t: Dictionary;
  format: Formats;
  /** Milliseconds since 1970. */
  now: number;
  /** It has been under way for more than ten seconds. */
  slow: boolean;
  /** A notification will tell of its end. */
  told: boolean;
  /** There is no way to any library. */
  offline: boolean;
  /** Everything is paused. */
  paused: boolean;
  /** The library has a web page of its own. */
  hasHome: boolean;
  /** There are other libraries to ask. */
  canAskAll: boolean;
  /** The word for having its one book watched until it can be borrowed, or no longer; null when there is nothing to wait for. */
  watch: string | null;
}

const VIEWS = { waiting, running, held, complete, partial, failed, cancelled };

/** The card of a search as it stands. */
export const cardViewOf = (search: Search, context: CardContext): CardView =>
  VIEWS[search.state](search, context);

/** A card in one sentence, for whoever does not see it. */
export function cardLabelOf(
  search: Search | undefined,
  context: Pick<CardContext, 't' | 'format' | 'now' | 'offline' | 'paused'>,
): string {
  if (search === undefined) return '';
  const view = cardViewOf(search, {
    ...context,
    slow: false,
    told: false,
    hasHome: false,
    canAskAll: false,
    watch: null,
  });
  return `${view.title} ${view.chip.label}`;
}
