/** What can go wrong, and what keeps the app from going on, in English. */
import type { CommandErrorCode } from '../../ipc/bindings/CommandErrorCode';
import type { ErrorCode } from '../../ipc/bindings/ErrorCode';
import type { Trouble as FileTrouble } from '../../ipc/bindings/Trouble';
import type { Dictionary } from '../ko';
import type { Obstacle, StartFailure, Trouble } from '../ko/failures';
import { AGAIN } from './shared';

const RETRYING = 'Trying again shortly.';

const trouble = (title: string, next: string, because: string): Trouble => ({
  title: `${title}.`,
  next,
  because,
});

/** One that may be over the next time. */
const passing = (title: string, next: string, because: string): Required<Trouble> => ({
  ...trouble(title, next, because),
  waiting: `${title}. ${RETRYING}`,
});

const troubles: Record<ErrorCode, Trouble> = {
  network: passing(
    'Couldn’t connect to the library',
    'Check your internet connection and search again.',
    'the library couldn’t be reached',
  ),
  timeout: passing('The library isn’t responding', AGAIN, 'the library didn’t answer in time'),
  tls: trouble(
    'Couldn’t connect securely to the library',
    'Its security certificate could not be verified, so nothing more was asked.',
    'the connection wasn’t secure',
  ),
  upstream: passing('The library’s website has a problem', AGAIN, 'the library’s website has a problem'),
  blocked: passing('The library is limiting requests', AGAIN, 'the library turned the request away'),
  log_in: trouble(
    'The library asks for a log-in',
    'This app only shows what can be found without one.',
    'the library asks for a log-in',
  ),
  error_page: passing('The library sent an error page', AGAIN, 'the library sent an error page'),
  cut_page: passing('The library’s answer broke off', AGAIN, 'the library’s answer broke off'),
  layout_unknown: trouble(
    'The library’s page changed and can’t be read',
    'Updating the app may help.',
    'the library’s page changed',
  ),
  decode: trouble('The text of the library’s answer can’t be read', AGAIN, 'the text can’t be read'),
  too_large: trouble(
    'The library’s answer is too large',
    'Try a more exact title.',
    'the answer is too large',
  ),
  no_address: trouble(
    'The library’s address is not known',
    'Close the app, open it again and search again.',
    'the library’s address is not known',
  ),
  crashed: passing(
    'Something went wrong in the app',
    'Please search again.',
    'something went wrong in the app',
  ),
};

const REOPEN = 'If it still does not open, close the app and open it again.';

const NOTHING_DELETED = 'Nothing that was saved has been deleted.';

const broken: StartFailure = {
  what: `Something went wrong in the app. ${NOTHING_DELETED}`,
  next: `Try again. ${REOPEN}`,
};

const startFailures: Record<CommandErrorCode, StartFailure> = {
  newer_data: {
    what: 'Your chats were saved by a newer version. They are safe.',
    next: 'Update the app, then open it again.',
  },
  storage: {
    what: `Couldn’t open the storage. ${NOTHING_DELETED}`,
    next: `Check the permissions of the data folder and the free space, then try again. ${REOPEN}`,
  },
  disk_full: {
    what: `The disk is full. ${NOTHING_DELETED}`,
    next: `Free some space, then try again. ${REOPEN}`,
  },
  not_found: broken,
  not_allowed: broken,
  internal: broken,
};

const KEPT = 'What was found so far is kept.';

const fileTroubles: Record<FileTrouble, Obstacle> = {
  disk_full: {
    what: 'Paused because the disk is full.',
    next: `${KEPT} Free some space and searching goes on.`,
  },
  busy: {
    what: 'Paused because another program is using the saved data.',
    next: `${KEPT} End that program and searching goes on.`,
  },
  damaged: {
    what: 'Your saved data is damaged.',
    next: 'Close the app and open it again: it will start anew and keep the damaged file aside, not delete it.',
  },
  failed: {
    what: 'Paused because nothing can be saved.',
    next: `${KEPT} Check the disk with the app’s folder; searching goes on as soon as it can.`,
  },
};

export const failures = {
  start: {
    loading: 'Loading your chats.',
    failed: 'Couldn’t open your chats.',
    failures: startFailures,
    details: 'Details',
    folder: 'Open data folder',
    noFolder: 'Couldn’t open the data folder.',
  },

  banner: {
    label: 'State of the app',
    troubles: fileTroubles,
    makeRoom: 'Make room',
    troubleOver: 'Saving works again. Searching goes on.',
    aside: 'Your saved data was damaged, so the app started anew.',
    asideNext: 'The old file was not deleted; it is kept here. Search again for what you need.',
    asideKnown: 'OK',
    paused: 'Everything is paused.',
    pausedNext: `${KEPT} Choose [Continue] to go on.`,
    pausedAlerts: `${KEPT} Your alerts are paused, too. Choose [Continue] to go on.`,
    goOn: 'Continue',
    wentOn: 'Going on.',
    refused: 'Notifications are off, so you can’t be told of results or of books you can borrow.',
    refusedNext: 'Turn them on for Chaekbeot in the system’s settings.',
    offline: 'You’re offline.',
    offlineNext: 'Searches you send start when you’re connected.',
    update: 'There is a new version.',
    updateNext: (version) => `Chaekbeot can be updated to ${version}.`,
    look: 'Show',
    online: 'Connected again. Waiting searches start now.',
  },

  troubles,

  commandErrors: {
    not_found: 'This chat or search no longer exists. Choose again from the list.',
    disk_full: 'The disk is full. Your chats so far are safe. Free some space and try again.',
    storage: 'Couldn’t open the storage. Close the app and check the folder’s permissions.',
    newer_data: 'Your chats were saved by a newer version. They are safe. Please update the app.',
    not_allowed: 'Not opened: it is not an address of the library.',
    internal: 'Something went wrong in the app. Saved chats are safe. Please try again.',
  },
} satisfies Pick<Dictionary, 'start' | 'banner' | 'troubles' | 'commandErrors'>;
