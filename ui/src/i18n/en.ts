/** The page in English. */
import type { ErrorCode } from '../ipc/bindings/ErrorCode';
import type { CommandErrorCode } from '../ipc/bindings/CommandErrorCode';
import type { Trouble as FileTrouble } from '../ipc/bindings/Trouble';
import type { Dictionary, Obstacle, StartFailure, Trouble } from './ko';

const number = new Intl.NumberFormat('en-GB');
// A number without separators needs no help, and a card says many.
const n = (count: number): string => (count < 1_000 ? String(count) : number.format(count));
const quote = (text: string): string => `“${text}”`;
const books = (count: number): string => (count === 1 ? '1 book' : `${n(count)} books`);
/** A moment inside a sentence: today 15:02. */
const inside = (moment: string): string => moment.charAt(0).toLowerCase() + moment.slice(1);
const are = (count: number): string => (count === 1 ? 'is' : 'are');

const AGAIN = 'Please search again a little later.';
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

export const en = {
  language: 'en',
  appName: 'Chaekbeot',
  yesterday: 'Yesterday',
  today: 'Today',
  quote,
  clock: (hour: number, minute: number) => `${hour}:${String(minute).padStart(2, '0')}`,
  shortDate: (month: number, day: number) => `${day}/${month}`,

  nav: {
    label: 'Main screens',
    friends: 'Friends',
    chats: 'Chats',
    unseen: (count: string) => `${count} searches finished`,
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

  start: {
    loading: 'Loading your chats.',
    failed: 'Couldn’t open your chats.',
    failures: startFailures,
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
    goOn: 'Continue',
    wentOn: 'Going on.',
    refused: 'Notifications are off, so you can’t be told when a search ends.',
    refusedNext: 'Turn them on for Chaekbeot in the system’s settings.',
    offline: 'You’re offline.',
    offlineNext: 'Searches you send start when you’re connected.',
    online: 'Connected again. Waiting searches start now.',
  },

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

  room: {
    back: 'Back to the list',
    guide: 'How to ask',
    log: (library: string) => `Chat with ${library}`,
    practice: 'Practice data. The copies are made up.',
    greeting: (library: string) => `Hello, I search the catalogue of ${library}. Send me a book title.`,
    greetingPractice:
      'Hello, this is the practice library: try the app without the internet. Its copies are made up for practice. Send me a book title.',
    greetingEveryone: 'I ask all libraries at once. Send me a book title.',
    nothingAt: (count: number) =>
      count === 1 ? '1 library doesn’t have it' : `${n(count)} libraries don’t have it`,
    nothingAnywhere: (count: number) =>
      count === 1 ? 'The library asked doesn’t have it' : `None of the ${n(count)} libraries asked has it`,
    placeholder: 'Title or title,publisher,author',
    composer: 'Book title',
    send: 'Send',
    me: 'Me',
    undelivered: 'waiting to be delivered',
    sending: 'sending',
    notSent: 'Not sent.',
    sendAgain: 'Send again',
    discard: 'Discard',
    putAside: 'What you were writing comes back once this search is sent.',
    more: 'Show more',
    fold: 'Show less',
    greetingExamples: ['말의 품격', '코스모스', '컴퓨터구조론,생능,'],
    replies: {
      guide: 'How to ask',
      recent: 'Recent searches',
      example: (text: string) => `e.g. ${text}`,
      recheck: 'Check again',
      title: 'Other editions',
      available: 'Available only',
      everyone: 'Search all libraries',
    },
    examples: 'Quick replies',
    toBottom: 'Go to bottom',
    newResults: (count: number) => (count === 1 ? '1 new result' : `${n(count)} new results`),
    unread: 'You have read up to here',
    muted: 'muted',
    loading: 'Loading the chat.',
    alreadySearching: 'Already searching this.',
    refusals: {
      nothing_to_search: 'There is nothing to search for. Send a book title.',
      too_long: 'That is too long. You can send up to 200 characters.',
    },
  },

  find: {
    open: 'Find in this chat',
    label: 'Find in this chat',
    field: 'Find in this chat',
    next: 'Find earlier',
    before: 'Find later',
    close: 'Close find',
    place: (place: number, count: number) => `${n(place)} of ${n(count)}`,
    none: (text: string) => `“${text}” is not in this chat.`,
  },

  palette: {
    label: 'Go to',
    field: 'Library, chat or search',
    goals: 'Where to go',
    kinds: { room: 'Chat', library: 'Library', asked: 'Recent search', kept: 'Saved search' },
    none: (text: string) => `Nothing matches “${text}”.`,
  },

  drawer: {
    open: 'Chat menu',
    title: (name: string) => `Chat with ${name}`,
    close: 'Close',
    recent: 'Recent searches',
    noRecent: 'No searches yet.',
    kept: 'Saved searches',
    noKept: 'No saved searches. Save one from the menu of a result.',
    askAgain: (text: string) => `Search for ${text} again`,
    find: 'Find in this chat',
    exportText: 'Export chat (text)',
    exportCsv: 'Export chat (CSV)',
    exported: (path: string) => `Chat saved. ${path}`,
    mute: 'Mute',
    unmute: 'Unmute',
    pin: 'Pin',
    unpin: 'Unpin',
    home: 'Open website',
    clear: 'Clear chat',
    leave: 'Leave',
    cleared: 'Chat cleared. Saved books and alerts are kept.',
    left: 'You left the chat.',
    ask: {
      cancel: 'Cancel',
      clear: {
        title: (name: string) => `Clear the chat with ${name}?`,
        text: 'Its messages and results are deleted for good. Saved books and saved searches are kept.',
        do: 'Clear',
      },
      leave: {
        title: (name: string) => `Leave the chat with ${name}?`,
        text: 'The chat is deleted and goes off the list. Saved books and saved searches are kept, and you can chat again from Libraries.',
        do: 'Leave',
      },
    },
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

  guide: {
    lead: 'Just send a book title.',
    exact: 'To be more exact, separate the parts with commas.',
    fields: 'title,publisher,author',
    isbn: 'You can also send a 13-digit ISBN.',
    hint: 'Choosing an example puts it into the text field.',
    example: 'e.g.',
    titles: ['말의 품격'],
    parts: ['컴퓨터구조론,생능,', '말의품격,,이기주', ',,이기주'],
    fill: (text: string) => `Put ${text} into the text field`,
  },

  card: {
    author: (name: string) => `author ${name}`,
    publisher: (name: string) => `publisher ${name}`,
    isbn: (number: string) => `ISBN ${number}`,
    asOf: (moment: string) => `as of ${inside(moment)}`,
    waiting: 'Waiting in line.',
    ahead: (count: number) => `${n(count)} ahead.`,
    next: 'Next in line.',
    place: (place: number) => `no. ${n(place)} in line`,
    searching: (what: string) => `Looking for ${what}.`,
    asking: 'Asking the library.',
    listing: (count: number) => `${books(count)} found so far.`,
    checking: (planned: number, checked: number) =>
      `Checked the copies of ${n(checked)} of ${books(planned)}.`,
    checkingFirst: (total: number, planned: number, checked: number) =>
      `${books(total)} found. Checked the copies of ${n(checked)} of the first ${n(planned)}.`,
    slow: 'This is taking a while.',
    slowNext: 'We’ll notify you when it ends.',
    resumed: 'The app was closed in between.',
    resuming: 'Going on with the search.',
    wentOn: 'The app was closed in between; the search went on afterwards.',
    found: (what: string, count: number) => `Found ${books(count)} for ${what}.`,
    loaded: (count: number) => `${n(count)} loaded so far.`,
    nothing: (what: string) => `No results for ${what}.`,
    nothingNext: 'Try other spacing or only a part of the title.',
    commaHint: 'If the comma belongs to the title, choose [Search as one title].',
    asTitle: 'As title, publisher and author nothing was found, so the text was searched as one title.',
    partial: 'Only partly checked.',
    partialCount: (what: string, total: number, checked: number) =>
      `Checked ${n(checked)} of ${books(total)} for ${what}`,
    partialBooks: (count: number, because: string) => `${books(count)} could not be checked: ${because}.`,
    partialPages: (count: number, because: string) =>
      `${count === 1 ? '1 page' : `${n(count)} pages`} of the list could not be read: ${because}.`,
    partialOther: (because: string) => `The rest could not be checked: ${because}.`,
    becauseUnknown: 'something went wrong',
    turnedAway: `What was found is kept. ${AGAIN}`,
    keptHits: 'What was found is kept.',
    tried: (count: number) => (count === 1 ? 'Tried once.' : `Tried ${n(count)} times.`),
    failed: 'Couldn’t finish.',
    failedNext: 'Please search again.',
    cancelled: 'Search stopped.',
    cancelledChecked: (count: number) => `The results of ${books(count)} checked so far are kept.`,
    cancelledListed: (count: number) => `The list of ${books(count)} found so far is kept.`,
    cancelledNothing: 'Nothing had been found yet.',
    held: 'Paused.',
    heldNext: 'Choose [Continue] to go on.',
    offline: 'You’re offline.',
    offlineNext: 'The search goes on by itself when you’re connected.',
    offlineKept: 'The loan status is checked again when you’re connected.',
    kept: (moment: string) => `Showing results from ${inside(moment)}.`,
    keptPart: (moment: string) => `Books not checked anew are from ${inside(moment)}.`,
    others: (count: number) => `${n(count)} more`,
    availableOf: (checked: number, available: number) =>
      available === 0
        ? `Of ${books(checked)} checked, none can be borrowed now.`
        : `Of ${books(checked)} checked, ${n(available)} can be borrowed now.`,
    progress: 'Progress',
    progressText: (planned: number, checked: number) => `${n(checked)} of ${books(planned)}`,
    progressUnknown: 'Asking the library',
    practice: 'Practice data',
    chip: {
      done: 'Done',
      none: 'No results',
      waiting: 'Waiting',
      running: 'Searching',
      saved: 'Saved result',
      partial: 'Partly',
      failed: 'Failed',
      cancelled: 'Stopped',
      held: 'Paused',
      offline: 'Offline',
    },
    action: {
      cancel: 'Stop',
      retry: 'Search again',
      recheck: 'Check again now',
      resume: 'Go on',
      goOn: 'Continue',
      retryBooks: (count: number) => `Check ${n(count)} again`,
      all: (count: number) => `Show all ${n(count)}`,
      soFar: 'Show results so far',
      detail: 'Details',
      more: 'Load more',
      literal: 'Search as one title',
      part: 'Part of the title',
      everyone: 'Search all libraries',
      dismiss: 'Cancel',
      link: 'Open website',
      report: 'Report this',
    },
  },

  copy: {
    statuses: {
      available: 'Available',
      on_loan: 'On loan',
      reserved: 'Reserved',
      not_for_loan: 'Not for loan',
      in_process: 'In processing',
      missing: 'Missing',
      withdrawn: 'Withdrawn',
    },
    due: (date: string) => `due ${date}`,
    dueLong: (date: string) => `Due ${date}`,
    dueRaw: (text: string) => `Due: ${text}`,
    registration: (number: string) => `Registration no. ${number}`,
    others: (count: number) => (count === 1 ? '1 more copy' : `${n(count)} more copies`),
    counted: (label: string, count: number) => `${label} ${n(count)}`,
    fromList: (status: string) => `listed as ${status}`,
    unplanned: 'Not checked',
    planned: 'Checking',
    failed: 'Couldn’t check',
    unknownStatus: 'No status given',
    none: 'The library records no copies.',
    noPlace: 'No location given',
    atDesk: 'ask at the desk',
    atDeskLong: 'Not on the open shelves. Please ask at the library’s desk.',
    noCallNumber: 'No call number',
    copyCallNumber: 'Copy call number',
    copyThis: (callNumber: string) => `Copy call number ${callNumber}`,
    copied: (callNumber: string) => `Copied call number ${callNumber}.`,
    notCopied: 'Couldn’t copy. Please select the call number and copy it yourself.',
  },

  pane: {
    close: 'Close',
    book: 'Book',
    list: (what: string) => `Results for ${what}`,
    back: 'Back to the list',
    listed: (count: number) => books(count),
    listedOf: (total: number, count: number) => `${n(count)} of ${books(total)} loaded.`,
    loading: 'Loading the list.',
    loadingMore: 'Loading more.',
    failed: 'Couldn’t load the list.',
    again: 'Try again',
    gone: 'This book is not in the new result.',
    copies: 'Copies',
    availableOf: (available: number, all: number) => `${n(available)} of ${n(all)} available`,
    checkedAt: 'Checked',
    listedAt: 'Listed',
    material: 'Type',
    extent: 'Extent',
    isbn: 'ISBN',
    facts: 'About this book',
    factsLater: 'Extent and ISBN will be shown once they are checked.',
    noFacts: (because: string) => `Extent and ISBN could not be checked: ${because}.`,
    notChecked: 'The copies have not been checked yet.',
    checking: 'Checking the copies.',
    notCheckable: (because: string) => `The copies could not be checked: ${because}.`,
    fromList: 'As written in the list.',
    check: 'Check the copies',
    link: 'See on the library’s website',
  },

  filters: {
    label: 'Filter and sort',
    available: 'Available only',
    place: 'Location',
    anyPlace: 'All locations',
    year: 'Year',
    anyYear: 'All years',
    noYear: 'Year unknown',
    years: (from, to) => `${from}–${to}`,
    oneYear: (year) => `${year}`,
    order: 'Sort by',
    orders: { relevance: 'Relevance', available: 'Available first', newest: 'Newest first', title: 'Title' },
    shown: (shown, all) => `${n(shown)} of ${books(all)} shown.`,
    unsure: (count) => `${books(count)} ${are(count)} not checked yet and may be missing here.`,
    check: (count) => `Check ${books(count)}`,
    noneAvailable: (all) => `No book can be borrowed now. There ${are(all)} ${books(all)} in all.`,
    noneAvailableYet: (all) =>
      `None of the checked books can be borrowed now. There ${are(all)} ${books(all)} in all.`,
    none: (all) => `No book fits. There ${are(all)} ${books(all)} in all.`,
    all: 'Show all',
  },

  menu: {
    of: (name) => `Menu of ${name}`,
    open: 'Details',
    copyTitle: 'Copy title',
    copyAll: 'Copy all results (text)',
    copyLink: 'Copy link',
    copiedLink: 'Link copied.',
    save: 'Save',
    unsave: 'Remove from saved',
    saved: 'Saved.',
    unsaved: 'Removed from saved.',
    saveSearch: 'Save search',
    unsaveSearch: 'Remove saved search',
    searchSaved: 'Search saved.',
    searchUnsaved: 'Saved search removed.',
    copiedTitle: (title) => `Title “${title}” copied.`,
    copiedAll: (count) => `${books(count)} copied.`,
    notCopied: 'Couldn’t copy. Please select the text and copy it yourself.',
    ofMessage: 'Message menu',
    copyText: 'Copy',
    copiedText: 'Copied.',
    remove: 'Delete',
    removed: 'Message deleted.',
  },

  notice: { close: 'Close' },

  announce: {
    by: (library: string, sentence: string) => `${library}: ${sentence}`,
    sent: (text: string) => `Sent ${text}.`,
    started: (what: string) => `Search for ${what} started.`,
  },

  watch: {
    unseen: (count: string) => `${count} new alerts`,
    news: {
      began: 'is watched until it can be borrowed.',
      available: 'can be borrowed now.',
      due_moved: 'is due on another day.',
      reserved: 'has been reserved by someone else.',
      gone: 'has no copy left to wait for.',
      unreadable: 'couldn’t be read for days.',
      expired: 'is no longer watched: the time is over.',
    },
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
} satisfies Dictionary;
