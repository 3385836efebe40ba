/** Whose packages are in the page: a build with one that the licences page does not name fails. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PACKAGE = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//g;

/** The package a module is of; null when it is our own. */
const packageOf = (module: string): string | null => [...module.matchAll(PACKAGE)].at(-1)?.[1] ?? null;

/** `file` holds the licences, as `cargo xtask licences` wrote them. */
export const licensed = (file: string): Plugin => ({
  name: 'licensed',
  apply: 'build',
  generateBundle(_, bundle) {
    const { parts } = JSON.parse(readFileSync(file, 'utf8')) as { parts: { name: string }[] };
    const named = new Set(parts.map(({ name }) => name));
    const used = new Set<string>();
    for (const chunk of Object.values(bundle)) {
      if (chunk.type !== 'chunk') continue;
      for (const module of chunk.moduleIds) {
        const name = packageOf(module.replaceAll('\\', '/'));
        if (name !== null) used.add(name);
      }
    }
    this.info(`packages: ${[...used].sort().join(', ')}`);
    if (!used.has('svelte')) this.error('the packages of the page were not found');
    const unnamed = [...used].filter((name) => !named.has(name));
    if (unnamed.length > 0)
      this.error(`not on the licences page: ${unnamed.join(', ')} (xtask/src/parts/page.rs)`);
  },
});
