/** Korean particles that depend on how the word before them ends. */

/** Pairs: after a consonant / after a vowel. */
export type Josa = '을/를' | '이/가' | '은/는' | '과/와';

const FIRST_SYLLABLE = 0xac00;
const LAST_SYLLABLE = 0xd7a3;
const FINALS = 28;
/** Digits that end in a consonant when read: 영, 일, 삼, 육, 칠, 팔. */
const CONSONANT_DIGITS = '013678';
/** Latin letters that end a word in a consonant sound. */
const CONSONANT_LETTERS = 'lmnr';

/** Whether a word ends in a consonant; null when nobody can tell from its letters. */
export function endsInConsonant(word: string): boolean | null {
  const last = [...word.normalize('NFC').replace(/[^\p{L}\p{N}]+$/u, '')].at(-1)?.toLowerCase();
  if (last === undefined) return null;
  const code = last.codePointAt(0) ?? 0;
  if (code >= FIRST_SYLLABLE && code <= LAST_SYLLABLE) return (code - FIRST_SYLLABLE) % FINALS !== 0;
  if (/[0-9]/.test(last)) return CONSONANT_DIGITS.includes(last);
  if (CONSONANT_LETTERS.includes(last)) return true;
  if (/[aeiouy]/.test(last)) return false;
  return null;
}

/** The particle that fits; both, as in 을(를), when it cannot be told. */
export function josa(word: string, pair: Josa): string {
  const [consonant = '', vowel = ''] = pair.split('/');
  const ending = endsInConsonant(word);
  if (ending === null) return `${consonant}(${vowel})`;
  return ending ? consonant : vowel;
}
