import type { Search } from '../../ipc/bindings/Search';

/** A title to try when the whole of it found nothing: without its last word, or itself when it is one word. Empty when none was asked for. */
export function partOfTitle({ query, searched_as_title: whole }: Search): string {
  // A comma would have it read as title, publisher and author.
  const words = (whole ? query.text : query.title).split(/[\s,，、]+/).filter((word) => word !== '');
  return (words.length > 1 ? words.slice(0, -1) : words).join(' ');
}
