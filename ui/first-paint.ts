/** Puts `src/first-paint.js` before everything else in the page. It is no module: a module would run after the first paint. */
import { readFileSync } from 'node:fs';
import { minifySync, type Plugin } from 'vite';

const SOURCE = 'src/first-paint.js';
const FILE = 'assets/first-paint.js';

/** The script as a file of its own, as the content security policy has it. */
export function firstPaint(): Plugin {
  let built = false;
  return {
    name: 'first-paint',
    configResolved({ command }) {
      built = command === 'build';
    },
    generateBundle() {
      const source = minifySync(FILE, `{${readFileSync(new URL(SOURCE, import.meta.url), 'utf8')}}`).code;
      this.emitFile({ type: 'asset', fileName: FILE, source });
    },
    transformIndexHtml: () => [
      { tag: 'script', attrs: { src: `/${built ? FILE : SOURCE}` }, injectTo: 'head-prepend' },
    ],
  };
}
