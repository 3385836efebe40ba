/** The friend that is all libraries: whom it asks, and what its room makes of the answers. */
import type { Library } from '../ipc/bindings/Library';
import type { Search } from '../ipc/bindings/Search';
import type { Row } from './rows';

/**
 * Those whom the room of everyone asks, as the engine has it: the friends. The practice library's copies are made up and would stand
 * beside true ones, so it is asked only where there is no friend.
 */
export function askedByEveryone(libraries: readonly Library[]): readonly Library[] {
  const of = (standing: Library['standing']) => libraries.filter((library) => library.standing === standing);
  const friends = of('friend');
  return friends.length === 0 ? of('practice') : friends;
}

/** All of them together, where there are at least two to ask: otherwise the one can be asked itself. */
export const everyoneOf = (libraries: readonly Library[]): Library | undefined =>
  askedByEveryone(libraries).length < 2
    ? undefined
    : libraries.find(({ standing }) => standing === 'everyone');

/** A library has answered for everything, and has nothing. Failed, partial and stopped ones are not known to have nothing. */
export const hasNothing = (search: Search | undefined): boolean =>
  search?.state === 'complete' && search.hit_count === 0 && (search.total_count ?? 0) === 0;

/** Names the fold of a question that is not among the rows. */
const CUT_OFF = 'fold';

/** The search a row is the card of. */
const cardOf = (row: Row): number | null =>
  row.kind === 'message' && row.message.body.kind === 'search' ? row.message.body.search_id : null;

/** The searches of all cards among the rows. */
export const cardsIn = (rows: readonly Row[]): readonly number[] => rows.flatMap((row) => cardOf(row) ?? []);

/** By question, as a message: the searches of the cards that answer it. */
export function answersIn(rows: readonly Row[]): ReadonlyMap<number, readonly number[]> {
  const answers = new Map<number, number[]>();
  let cards: number[] | undefined;
  for (const row of rows) {
    if (row.kind !== 'message') continue;
    const card = cardOf(row);
    if (card !== null) cards?.push(card);
    else if (row.message.author === 'me') answers.set(row.message.id, (cards = []));
  }
  return answers;
}

/**
 * The rows with the libraries that have nothing folded into one line below the other answers to their question; the folds in `opened`
 * show their cards. Every card has a head of its own: each is of another library.
 */
export function foldNothing(
  rows: readonly Row[],
  nothing: ReadonlySet<number>,
  opened: ReadonlySet<string>,
): readonly Row[] {
  const shown: Row[] = [];
  let folded: Row[] = [];
  /** The last card of the question that is seen, and behind its last card, be it folded. */
  let last: number | null = null;
  let end = 0;
  let question = CUT_OFF;
  const close = (): void => {
    if (folded.length > 0) {
      // The time stands on the last card that is seen.
      const card = last === null ? undefined : shown[last];
      if (last !== null && card?.kind === 'message') shown[last] = { ...card, last: true };
      const searchIds = cardsIn(folded);
      const open = opened.has(question);
      // Of a question that is not among the rows, there may be more answers.
      const everywhere = last === null && question !== CUT_OFF;
      const fold: Row = { kind: 'nothing', key: question, searchIds, everywhere, open };
      shown.splice(end, 0, fold, ...(open ? folded : []));
    }
    folded = [];
    last = null;
  };
  for (const row of rows) {
    const card = cardOf(row);
    if (row.kind === 'pending' || (row.kind === 'message' && row.message.author === 'me')) {
      close();
      question = `fold-${row.key}`;
    }
    if (card === null || row.kind !== 'message') {
      shown.push(row);
      continue;
    }
    if (nothing.has(card)) {
      folded.push({ ...row, first: true });
    } else {
      last = shown.length;
      shown.push({ ...row, first: true });
    }
    end = shown.length;
  }
  close();
  return shown;
}
