/** The English sentences about the app itself. */
import type { AboutWords } from './about.ko';

export const enAbout: AboutWords = {
  version: (version, build) => (build === null ? `Chaekbeot ${version}` : `Chaekbeot ${version} (${build})`),
  own: 'Chaekbeot is free software under the MIT or Apache-2.0 licence.',

  update: {
    looks: 'Look for new versions',
    looksNext:
      'Once a day, the place Chaekbeot is downloaded from (GitHub) is asked whether there is a new version. Nothing you looked for or wrote is sent.',
    elsewhere: 'This Chaekbeot does not look for new versions. Update it where you installed it from.',
    lookedAt: (moment) => `Last checked: ${moment}`,
    never: 'Not checked yet.',
    looking: 'Checking for a new version.',
    newest: 'This is the newest version.',
    found: (version) => `There is a new version: ${version}`,
    told: 'Get it from the download page, or with your system’s updates.',
    loading: (version) => `Downloading the new version: ${version}`,
    percent: (count) => `${count}%`,
    ready: (version) => `The new version is downloaded: ${version}`,
    readyNext: 'A restart installs it. Your chats stay, and searches go on where they were.',
    installing: 'Installing. The app restarts in a moment.',
    notes: 'What’s new',
    failures: {
      offline: 'You’re offline, so nothing was checked. Check again when you’re connected.',
      unreachable: 'Couldn’t reach the download page. Check again later.',
      unreadable: 'Couldn’t read about new versions. Have a look at the download page.',
      not_for_this_system: 'There is a new version, but not for this system yet.',
      untrusted:
        'It could not be confirmed that this was made by Chaekbeot, so it was deleted and not installed. Stay with this version.',
      not_installed:
        'It couldn’t be installed. This version is as it was. Get the new one from the download page.',
    },
    acts: {
      look: 'Check now',
      load: 'Download',
      install: 'Restart and install',
      page: 'Open the download page',
    },
  },

  licences: {
    title: 'Open-source licences',
    intro: (count) =>
      `${count.toLocaleString('en-GB')} pieces of software by others are part of Chaekbeot. Thank you to their makers. Choose a name to read its licence.`,
    texts: 'Licences are shown in their original words.',
  },
};
