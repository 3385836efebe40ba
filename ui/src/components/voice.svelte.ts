/** What is to be heard now. The page has one place for it, and so has each dialog: while one is open nothing beyond it is heard. */

/** The latest sentence, and how many there were: only who was there before a sentence came speaks it. */
export const voice = $state({ sentence: '', count: 0 });

/** Has a sentence heard. */
export function speak(sentence: string): void {
  // The same sentence twice is said twice only if the text differs.
  voice.sentence = sentence === voice.sentence ? `${sentence}\u00a0` : sentence;
  voice.count += 1;
}
