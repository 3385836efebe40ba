/** The page in English. */
import type { Dictionary } from './ko';
import { failures } from './en/failures';
import { frame } from './en/frame';
import { lists } from './en/lists';
import { room } from './en/room';
import { search } from './en/search';
import { quote } from './en/shared';

export const en = {
  language: 'en',
  appName: 'Chaekbeot',
  yesterday: 'Yesterday',
  today: 'Today',
  quote,
  clock: (hour: number, minute: number) => `${hour}:${String(minute).padStart(2, '0')}`,
  shortDate: (month: number, day: number) => `${day}/${month}`,
  ...failures,
  ...frame,
  ...lists,
  ...room,
  ...search,
} satisfies Dictionary;
