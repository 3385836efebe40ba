/** How large the page may be: a build over its budget fails. */
import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const KB = 1_000;
const sizeOf = (file: Rolldown.OutputChunk | Rolldown.OutputAsset): number =>
  gzipSync(file.type === 'chunk' ? file.code : file.source).length;

/** The first script reads one language's words, then the page, before anything is shown. */
const ALWAYS_ASKED_FOR = /\/(i18n\/ko|page)\.ts$/;

/**
 * The files that are loaded at the start: the entries, what they import without being asked to, the words and the page. The chunks of a screen that
 * is loaded when somebody opens it cost nobody the start, so they are not held against the budget; the build prints the sum.
 */
function startOf(bundle: Rolldown.OutputBundle): Set<string> {
  const start = new Set<string>();
  const add = (name: string): void => {
    const file = bundle[name];
    if (start.has(name) || file === undefined) return;
    start.add(name);
    if (file.type === 'chunk') file.imports.forEach(add);
  };
  for (const file of Object.values(bundle))
    if (file.type === 'asset' || file.isEntry || ALWAYS_ASKED_FOR.test(file.facadeModuleId ?? ''))
      add(file.fileName);
  return start;
}

/** Fails the build when what is loaded of a kind at the start is larger than this, in bytes after gzip. */
export const budget = (limits: Readonly<Record<string, number>>): Plugin => ({
  name: 'budget',
  apply: 'build',
  // After the files have been made small.
  enforce: 'post',
  generateBundle(_, bundle) {
    const start = startOf(bundle);
    for (const [kind, limit] of Object.entries(limits)) {
      const files = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(`.${kind}`));
      const sum = (some: typeof files): number => some.reduce((size, file) => size + sizeOf(file), 0);
      const size = sum(files.filter(({ fileName }) => start.has(fileName)));
      const kilo = (bytes: number): string => (bytes / KB).toFixed(1);
      this.info(
        `${kind} after gzip: ${kilo(size)} kB at the start of ${kilo(limit)} allowed, ${kilo(sum(files))} kB in all`,
      );
      if (size === 0) this.error(`there is no ${kind} to measure`);
      if (size > limit) this.error(`${size} bytes of ${kind} after gzip are over the budget of ${limit}`);
    }
  },
});
