/** The guide in docs/ tells of every error a person can see and of every key, in the very words of the page. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { aboutWordsOf, dictionaryOf, screensOf } from './all';
import type { Language } from '.';

const FILES: [Language, string][] = [
  ['ko', 'guide.md'],
  ['en', 'guide.en.md'],
];

const read = (file: string): string =>
  readFileSync(`${import.meta.dirname}/../../../docs/${file}`, 'utf8').replace(/\s+/g, ' ');

/** Every sentence that says what went wrong or keeps the app from going on. */
function sentencesOf(language: Language): string[] {
  const t = dictionaryOf(language);
  const whatOf = ({ what }: { what: string }): string => what;
  return [
    ...Object.values(t.troubles).map(({ title }) => title),
    ...Object.values(t.friends.reasons),
    ...Object.values(t.banner.troubles).map(whatOf),
    ...[t.banner.aside, t.banner.paused, t.banner.offline, t.banner.refused, t.banner.update],
    ...Object.values(t.start.failures).map(whatOf),
    ...Object.values(t.commandErrors),
    ...Object.values(t.room.refusals),
    ...Object.values(aboutWordsOf(language).update.failures),
    ...[t.room.notSent, t.nav.notLoaded, t.crash.what, t.menu.notCopied, screensOf(language).opening.unknown],
  ];
}

it.each(FILES)('every error in %s is told of in %s', (language, file) => {
  const guide = read(file);
  expect(sentencesOf(language).filter((sentence) => !guide.includes(sentence))).toEqual([]);
});

it.each(FILES)('every key in %s is told of in %s', (language, file) => {
  const guide = read(file);
  const { anywhere, writing, log, single } = screensOf(language).keys.groups;
  const rows = [anywhere, writing, log, single].flatMap(({ keys }) => Object.entries(keys));
  expect(rows.filter(([key, does]) => !guide.includes(`| ${key} | ${does} |`))).toEqual([]);
});
