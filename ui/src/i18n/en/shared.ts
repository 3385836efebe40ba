/** Numbers and what several areas say, in English. */
import { grouping } from '../numbers';

export const n = grouping('en-GB');

export const quote = (text: string): string => `“${text}”`;

export const books = (count: number): string => (count === 1 ? '1 book' : `${n(count)} books`);

export const AGAIN = 'Please search again a little later.';
