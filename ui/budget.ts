/** How large the page may be: a build over its budget fails. */
import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/** Fails the build when all files of a kind are together larger than this, in bytes after gzip. */
export const budget = (limits: Readonly<Record<string, number>>): Plugin => ({
  name: 'budget',
  apply: 'build',
  // After the files have been made small.
  enforce: 'post',
  generateBundle(_, bundle) {
    for (const [kind, limit] of Object.entries(limits)) {
      const files = Object.values(bundle).filter(({ fileName }) => fileName.endsWith(`.${kind}`));
      const size = files
        .map((file) => gzipSync(file.type === 'chunk' ? file.code : file.source).length)
        .reduce((sum, length) => sum + length, 0);
      if (files.length === 0) this.error(`there is no ${kind} to measure`);
      if (size > limit) this.error(`${size} bytes of ${kind} after gzip are over the budget of ${limit}`);
    }
  },
});
