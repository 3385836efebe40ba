/** The English sentences about books that are watched until they can be borrowed. */
import type { WatchWords } from './watches.ko';

export const enWatches: WatchWords = {
  short: 'Tell me when available',
  begin: 'Tell me when available',
  beginAt: (place) => `Tell me when available: ${place}`,
  /** Of a book that is watched in some of its places. */
  beginMore: 'Tell me of others, too',
  choose: 'Choose alerts',
  end: 'Stop this alert',
  endAt: (place) => `Stop this alert: ${place}`,
  where: 'Which copies are you waiting for?',
  anywhere: 'All',
  ended: (title) => `The alert for “${title}” has stopped.`,
  again: 'Watch again',
  isOn: 'Watching',
  whileOn: 'It’s checked while the app is running.',
  atLogin: 'Start at login',
  startsAtLogin: 'The app starts when you log in from now on.',

  room: {
    status: (count) =>
      count === 0
        ? 'You’re told here when a book can be borrowed'
        : `Watching ${count === 1 ? '1 book' : `${count} books`}`,
    readOnly: 'Only alerts come here. Look for books in the chat with a library.',
    openLibrary: 'Open library chat',
    list: 'Show my alerts',
    clear: 'The alerts that came so far are deleted for good. The books you wait for stay.',
    leave:
      'The chat is deleted and goes off the list. Your alerts stay, and the chat comes back when there is news.',
  },

  list: {
    watching: 'Waiting for',
    ended: 'Ended alerts',
    stop: 'Stop',
    due: (date) => `due ${date}`,
    dueUnknown: 'due date not known',
    next: (day, hour) => `next check ${day} ${hour}`,
    soon: 'next check soon',
    rests: {
      offline: 'checked when you’re connected',
      paused: 'everything is paused: choose [Continue]',
      spared: 'resting: power saver or a metered connection',
    },
    hour: (hour) => `around ${hour}:00`,
    today: 'today',
    tomorrow: 'tomorrow',
    checked: (moment) => `checked ${moment}`,
    notChecked: 'not checked yet',
    failed: (because) => `The last check failed: ${because}. Still watching.`,
    until: (date) => `until ${date}`,
    told: 'You were told that it can be borrowed.',
    expired: 'The time of this alert is over.',
  },
};
