/** Numbers and what several areas say, in Korean. */
import { grouping } from '../numbers';

export const n = grouping('ko-KR');

export const quote = (text: string): string => `‘${text}’`;

export const AGAIN = '잠시 뒤에 다시 찾아 주세요.';
