/** The frame of the page: where one goes, what is said for a moment, in English. */
import type { Dictionary } from '../ko';
import { n } from './shared';

export const frame = {
  nav: {
    label: 'Main screens',
    friends: 'Friends',
    chats: 'Chats',
    unseen: (count: string) => `${count} ${count === '1' ? 'search' : 'searches'} finished`,
    news: (count: string) => `${count} new`,
    saved: 'Saved',
    jobs: 'Searches',
    settings: 'Settings',
    more: 'More',
    running: (count: string) => `${count} searches in progress`,
    back: 'Back',
    failed: 'A screen that couldn’t be opened',
    notLoaded: 'Couldn’t open this screen. Your chats are as they were.',
    notLoadedNext: 'If trying again doesn’t help, close the app and open it again.',
  },

  palette: {
    label: 'Go to',
    field: 'Library, chat or recent search',
    goals: 'Where to go',
    kinds: { room: 'Chat', library: 'Library', asked: 'Recent search', kept: 'Saved search' },
    none: (text: string) =>
      `No library or recent search matches “${text}”. Older ones can be found in their chat.`,
  },

  layout: {
    list: 'Width of the list',
    pane: 'Width of the right pane',
    width: (pixels: number) => `${n(pixels)} pixels`,
  },

  crash: {
    what: 'Something went wrong on the screen. Your chats are safe.',
    reopen: 'Open again',
    copy: 'Copy the error',
    copied: 'Error copied.',
    notCopied: 'Couldn’t copy the error.',
  },

  notice: { close: 'Close' },

  announce: {
    by: (library: string, sentence: string) => `${library}: ${sentence}`,
    sent: (text: string) => `Sent ${text}.`,
    started: (what: string) => `Search for ${what} started.`,
  },
} satisfies Pick<Dictionary, 'nav' | 'palette' | 'layout' | 'crash' | 'notice' | 'announce'>;
