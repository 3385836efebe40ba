/**
 * One start of the scripted page in a browser's window without its frame, `chromium --app=`, with a new profile: what the same page costs
 * elsewhere. `cargo xtask bench ui` calls this on a display of its own. Prints one line of JSON: milliseconds from the start to the first
 * paint, and the memory that all its processes have then.
 *
 *   node e2e/app-window.mjs
 */
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { policyOf, serve } from './serve.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** What a start still has to do is done, in milliseconds; the app is given as long. */
const SETTLED = 1_500;

const site = await serve(here('../dist-fake'), await policyOf(here('../../tauri.conf.json')));
const profile = await mkdtemp(join(tmpdir(), 'app-window-'));
const began = Date.now();
const browser = spawn(
  '/usr/bin/chromium',
  [
    `--app=${site.url}?scene=list`,
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--no-sandbox',
    '--no-first-run',
  ],
  { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
);

try {
  const devtools = await chromium.connectOverCDP(await addressOf(browser));
  const page = await thePage(devtools.contexts()[0]);
  const painted = await page.evaluate(firstPaint);
  await new Promise((settled) => setTimeout(settled, SETTLED));
  process.stdout.write(
    `${JSON.stringify({ paint_ms: painted - began, memory_mb: await memoryOf(browser.pid) })}\n`,
  );
} finally {
  if (browser.exitCode === null) process.kill(-browser.pid, 'SIGKILL');
  await site.stop();
  await rm(profile, { recursive: true, force: true, maxRetries: 5 });
}
// The connection to the browser is not closed by its end.
process.exit();

/** Where the browser can be asked; it says so among its complaints, and ends where there is no display. */
async function addressOf(program) {
  for await (const line of createInterface({ input: program.stderr })) {
    const address = /^DevTools listening on (ws:.*)$/.exec(line)?.[1];
    if (address !== undefined) return address;
  }
  throw new Error('the browser ended before it could be asked');
}

async function thePage(context) {
  const isIt = (page) => page.url().startsWith(site.url);
  return context.pages().find(isIt) ?? context.waitForEvent('page', isIt);
}

/** When the page first showed something, in milliseconds since 1970. */
async function firstPaint() {
  for (;;) {
    const [paint] = performance.getEntriesByName('first-contentful-paint');
    if (paint !== undefined) return performance.timeOrigin + paint.startTime;
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** The proportional share of the memory (PSS) that the processes of a group have, in megabytes. */
async function memoryOf(group) {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const sizes = await Promise.all(
    processes.map(async (number) => {
      // It may have ended meanwhile.
      const read = (file) => readFile(`/proc/${number}/${file}`, 'utf8').catch(() => '');
      const groupOf = (await read('stat')).split(') ').pop()?.split(' ')[2];
      if (Number(groupOf) !== group) return 0;
      return Number(/^Pss:\s+(\d+)/m.exec(await read('smaps_rollup'))?.[1] ?? 0) / 1_024;
    }),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
