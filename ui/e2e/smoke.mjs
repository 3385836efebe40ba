/**
 * Looks at every scene of the scripted page in a real browser. Fails on an axe violation, on sideways overflow, on a broken
 * content security policy and on an error in the page. Each view is looked at in one way, `--all` looks at each of them in every way
 * (`ways.mjs`).
 *
 *   node e2e/smoke.mjs [--all] [FOLDER]     with a folder, pictures of everything are put there
 *
 * `SCENE=sheet` looks only at the views with this in their name, in every way, and `LOOK=320` only in the ways with this in theirs.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atRest, launch, openPage } from './browser.mjs';
import { policyOf, serve } from './serve.mjs';
import { behaviour } from './behaviour.mjs';
import { problemsOf } from './look.mjs';
import { touches } from './touch.mjs';
import { VIEWS } from './views.mjs';
import { planOf } from './ways.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const all = process.argv.includes('--all');
const pictures = process.argv.slice(2).find((word) => !word.startsWith('--'));
const { SCENE: only, LOOK: onlyLook } = process.env;

/** What a system wants of a page when nobody has set anything. */
const UNSET = { forcedColors: 'none', contrast: 'no-preference', reducedMotion: 'no-preference' };

let found = 0;
/** Says what is wrong at once: looking in every way takes half an hour, and whoever waits wants to begin with what there is. */
function wrong(what) {
  found += 1;
  process.stderr.write(`${what}\n`);
}

const policy = await policyOf(here('../../tauri.conf.json'));
const site = await serve(here('../dist-fake'), policy);
const browser = await launch();
if (pictures) await mkdir(pictures, { recursive: true });

async function look(page, { name, view, way }) {
  await page.setViewportSize(way.size);
  await page.emulateMedia({ ...UNSET, ...way.media });
  const percent = way.percent === undefined ? '' : `&percent=${way.percent}`;
  await page.goto(`${site.url}?scene=${view.scene}&theme=${way.theme}${percent}`);
  try {
    await page.waitForSelector(view.ready ?? 'body[data-ready="1"]', { timeout: 10_000, state: 'attached' });
    await view.act?.(page);
  } catch (error) {
    wrong(`${name}: ${String(error).split('\n')[0]}`);
  }
  await atRest(page);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  for (const what of [...(await problemsOf(page)), ...((await way.finds?.(page)) ?? [])])
    wrong(`${name}: ${what}`);
}

const plan = planOf(VIEWS, all || only !== undefined).filter(
  ({ name, view }) => view.name.includes(only ?? '') && name.includes(onlyLook ?? ''),
);
/** Looks at everything that is planned in a language. */
async function lookIn(locale) {
  const page = await openPage(browser, { locale });
  page.on('pageerror', (error) => wrong(`${page.url()}: ${error.message}`));
  for (const planned of plan.filter(({ way }) => way.locale === locale)) await look(page, planned);
  await page.context().close();
}
// Both at a time: most of a look is waiting.
await Promise.all([...new Set(plan.map(({ way }) => way.locale))].map(lookIn));
if (only === undefined && onlyLook === undefined) {
  (await behaviour(browser, site.url, all)).forEach(wrong);
  (await touches(browser, site.url, all, pictures)).forEach(wrong);
}
await browser.close();
await site.stop();

if (plan.length === 0) wrong('nothing was looked at');
if (found > 0) {
  process.stderr.write(`${found} problems\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${plan.length} screens looked at, no problem\n`);
}
