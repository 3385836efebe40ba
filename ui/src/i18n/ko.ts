/** Every Korean sentence of the page. The other languages are measured by its shape. */
import type { Language } from '.';
import { failures } from './ko/failures';
import { frame } from './ko/frame';
import { lists } from './ko/lists';
import { room } from './ko/room';
import { search } from './ko/search';
import { quote } from './ko/shared';

export const ko = {
  language: 'ko' as Language,
  appName: '책벗',
  yesterday: '어제',
  today: '오늘',
  quote,
  clock: (hour: number, minute: number) =>
    `${hour < 12 ? '오전' : '오후'} ${hour % 12 || 12}:${String(minute).padStart(2, '0')}`,
  shortDate: (month: number, day: number) => `${month}.${day}`,
  ...failures,
  ...frame,
  ...lists,
  ...room,
  ...search,
};

/** The shape every language has. */
export type Dictionary = typeof ko;
