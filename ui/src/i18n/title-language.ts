/** The language a title is read aloud in, as far as its letters tell. */
export function languageOfTitle(title: string): 'ko' | 'en' | undefined {
  if (/\p{Script=Hangul}/u.test(title)) return 'ko';
  const letters = title.match(/\p{L}/gu) ?? [];
  return letters.length > 0 && letters.every((letter) => /\p{Script=Latin}/u.test(letter)) ? 'en' : undefined;
}
