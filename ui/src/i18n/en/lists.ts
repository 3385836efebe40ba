/** The lists of libraries and chats, in English. */
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import type { Dictionary } from '../ko';
import { books, n } from './shared';

/** Why a library did not answer, in a word. */
const reasons: Record<ErrorCode, string> = {
  network: 'can’t be reached',
  timeout: 'no answer',
  tls: 'security certificate',
  upstream: 'under maintenance',
  blocked: 'requests blocked',
  log_in: 'asks for a login',
  error_page: 'error page',
  cut_page: 'answer cut short',
  layout_unknown: 'pages changed',
  decode: 'unreadable text',
  too_large: 'answer too large',
  no_address: 'no address',
  crashed: 'fault in the app',
};

export const lists = {
  friends: {
    title: 'Friends',
    mine: 'My libraries',
    unconfirmed: 'Libraries not confirmed yet',
    friendStatus: 'Catalogue search',
    practiceStatus: 'Practice data · made-up copies',
    unconfirmedStatus: 'Can’t chat yet',
    profile: 'Library',
    unconfirmedText:
      'It has not been confirmed yet that the app reads this library’s website correctly. Until then you can’t chat with it.',
    home: 'Website',
    noHome: 'No website recorded.',
    close: 'Close',
    find: 'Find a library',
    notFound: (text: string) => `No library matches “${text}”.`,
    request: 'Ask for a library',
    about: (name: string) => `About ${name}`,
    everyone: 'All libraries',
    everyoneStatus: (count: number) => `Asks ${n(count)} libraries at once`,
    today: 'today',
    connected: (day: string) => `Connected · checked ${day}`,
    notConnected: (reason: string) => `Not connected · ${reason}`,
    reasons,
  },

  chats: {
    title: 'Chats',
    find: 'Find a chat or a library',
    empty: 'No chats yet.',
    emptyNext: 'Choose a library and send it a book title.',
    choose: 'Choose a library',
    failed: 'A search could not be finished',
    none: 'Choose a library on the left.',
    noneNext: 'Send a book title to search its catalogue.',
    noneKey: 'Ctrl K takes you there directly.',
    pinned: 'pinned',
    muted: 'muted',
    markSeen: 'Mark as read',
    greeting: 'Chat started.',
    guide: 'Explained how to ask.',
    searching: (what: string) => `Looking for ${what}`,
    searchingCount: (what: string, checked: number, planned: number) =>
      `Looking for ${what} · ${checked}/${planned}`,
    waiting: (what: string) => `${what} is waiting in line`,
    found: (what: string, count: number) => `Found ${books(count)} for ${what}.`,
    nothing: (what: string) => `No results for ${what}.`,
    partial: (what: string) => `${what}: only partly checked.`,
    cancelled: (what: string) => `${what}: search stopped.`,
    held: (what: string) => `${what}: search paused.`,
    practice: 'Practice',
    by: (library: string, line: string) => `${library} · ${line}`,
  },
} satisfies Pick<Dictionary, 'friends' | 'chats'>;
