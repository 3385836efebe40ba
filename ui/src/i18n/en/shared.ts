/** Numbers and what several areas say, in English. */

const number = new Intl.NumberFormat('en-GB');

// A number without separators needs no help, and a card says many.
export const n = (count: number): string => (count < 1_000 ? String(count) : number.format(count));

export const quote = (text: string): string => `“${text}”`;

export const books = (count: number): string => (count === 1 ? '1 book' : `${n(count)} books`);

export const AGAIN = 'Please search again a little later.';
