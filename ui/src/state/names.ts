/** What a search, or a library, is called in a sentence. */
import type { Library } from '../ipc/bindings/Library';
import type { QueryEcho } from '../ipc/bindings/QueryEcho';
import type { Search } from '../ipc/bindings/Search';
import type { WatchNews } from '../ipc/bindings/WatchNews';
import type { Dictionary } from '../i18n';
import type { State } from './model';
import { libraryOf } from './select';

/** A library's name in the person's language, as far as it has one there; all of them together are called so. */
export function nameOf(library: Library, t: Dictionary): string {
  if (library.standing === 'everyone') return t.friends.everyone;
  return (t.language === 'en' && library.name_en) || library.name;
}

/** The name of a library by its id, which stands for one that is not known. */
export function nameIn(state: Pick<State, 'libraries'>, libraryId: string, t: Dictionary): string {
  const library = libraryOf(state, libraryId);
  return library === undefined ? libraryId : nameOf(library, t);
}

/** The quoted thing that is looked for: ‘코스모스’, 저자 ‘이기주’. */
export function whatOf(search: Pick<Search, 'query' | 'searched_as_title'>, t: Dictionary): string {
  const { query } = search;
  if (search.searched_as_title) return t.quote(query.text.trim());
  if (query.title !== '') return t.quote(query.title);
  if (query.isbn !== '') return t.card.isbn(query.isbn);
  if (query.author !== '') return t.card.author(t.quote(query.author));
  if (query.publisher !== '') return t.card.publisher(t.quote(query.publisher));
  return t.quote(query.text.trim());
}

/** The other parts of the question, for the line under the headline. */
export function echoOf(search: Pick<Search, 'query' | 'searched_as_title'>, t: Dictionary): string[] {
  const { query } = search;
  if (search.searched_as_title) return [];
  const parts: string[] = [];
  if (query.author !== '' && query.title !== '') parts.push(t.card.author(query.author));
  if (query.publisher !== '' && (query.title !== '' || query.author !== '')) {
    parts.push(t.card.publisher(query.publisher));
  }
  return parts;
}

/** What happened to a watched book, in a sentence. */
export const newsLine = ({ event, title }: Pick<WatchNews, 'event' | 'title'>, t: Dictionary): string =>
  `${t.quote(title)} ${t.watch.news[event]}`;

/** The text was read as several fields, though its commas may belong to a title. */
export const isSplit = (query: QueryEcho): boolean => query.author !== '' || query.publisher !== '';
