/** Numbers and what several areas say, in Korean. */

const number = new Intl.NumberFormat('ko-KR');

// Made once: asking the number itself costs half a millisecond each time.
// A number without separators needs no help, and a card says many.
export const n = (count: number): string => (count < 1_000 ? String(count) : number.format(count));

export const quote = (text: string): string => `‘${text}’`;

export const AGAIN = '잠시 뒤에 다시 찾아 주세요.';
