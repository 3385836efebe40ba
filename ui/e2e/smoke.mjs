/**
 * Looks at every scene of the scripted page in a real browser. Fails on an axe violation, on sideways overflow, on a broken
 * content security policy and on an error in the page. Each scene is looked at once, in turn light and dark, Korean and English,
 * on three widths; `--all` looks at each of them in every way.
 *
 *   node e2e/smoke.mjs [--all] [FOLDER]     with a folder, pictures of everything are put there
 */
import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atRest, launch, openPage } from './browser.mjs';
import { policyOf, serve } from './serve.mjs';
import { behaviour } from './behaviour.mjs';
import { VIEWS } from './views.mjs';
import { touches } from './touch.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const all = process.argv.includes('--all');
const pictures = process.argv.slice(2).find((word) => !word.startsWith('--'));
const only = process.env.SCENE;
const onlyLook = process.env.LOOK;

const SIZES = [
  { width: 390, height: 844 },
  { width: 820, height: 1000 },
  { width: 1360, height: 940 },
];
const LOOKS = [
  { theme: 'light', locale: 'ko-KR' },
  { theme: 'dark', locale: 'ko-KR' },
  { theme: 'light', locale: 'en-GB' },
];

const problems = [];
let looked = 0;
const policy = await policyOf(here('../../tauri.conf.json'));
const site = await serve(here('../dist-fake'), policy);
const browser = await launch();
if (pictures) await mkdir(pictures, { recursive: true });

async function look(page, view, { theme, locale }, size) {
  const name = `${view.name}-${size.width}-${theme}-${locale.slice(0, 2)}`;
  const wrong = (what) => problems.push(`${name}: ${what}`);
  looked += 1;
  await page.setViewportSize(size);
  await page.goto(`${site.url}?scene=${view.scene}&theme=${theme}`);
  try {
    await page.waitForSelector(view.ready ?? 'body[data-ready="1"]', { timeout: 10_000, state: 'attached' });
    await view.act?.(page);
  } catch (error) {
    wrong(String(error).split('\n')[0]);
  }
  await atRest(page);
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) });
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (sideways > 0) wrong(`${sideways} px of sideways overflow`);
  // Nor does any part of it: what is cut off there is found by nobody. Tabs and quick replies are meant to scroll.
  const cutOff = await page.evaluate(() =>
    [...document.querySelectorAll('body *:not([role=tablist], .replies, select, input, textarea)')]
      .filter(
        (e) =>
          ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1,
      )
      .map((e) => `${e.className || e.tagName} by ${e.scrollWidth - e.clientWidth} px`),
  );
  for (const part of cutOff) wrong(`wider than its place: ${part}`);
  const broken = await page.getAttribute('body', 'data-csp-violations');
  if (broken !== '0') wrong(`${broken} violations of the content security policy`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() =>
    window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }),
  );
  for (const { id, nodes } of violations)
    wrong(
      `axe ${id}: ${nodes
        .map((n) => `${n.html.slice(0, 120)} (${n.failureSummary?.split('\n')[1] ?? ''})`)
        .slice(0, 2)
        .join(' | ')}`,
    );
}

/** Whether a scene is looked at in this way: in every one, or each scene in one and every way by some scene. */
const isChosen = (view, look, size) =>
  all || view % (LOOKS.length * SIZES.length) === look * SIZES.length + size;

for (const [lookAt, style] of LOOKS.entries()) {
  if (onlyLook && onlyLook !== `${style.theme}-${style.locale}`) continue;
  const page = await openPage(browser, { locale: style.locale });
  page.on('pageerror', (error) => problems.push(`${page.url()}: ${error.message}`));
  for (const [viewAt, view] of VIEWS.entries()) {
    if (only && !view.name.includes(only)) continue;
    for (const [sizeAt, size] of SIZES.entries())
      if (only || isChosen(viewAt, lookAt, sizeAt)) await look(page, view, style, size);
  }
  await page.context().close();
}
if (!only) {
  problems.push(...(await behaviour(browser, site.url, all)));
  problems.push(...(await touches(browser, site.url, all, pictures)));
}
await browser.close();
await site.stop();

if (problems.length > 0) {
  process.stderr.write(`${problems.join('\n')}\n${problems.length} problems\n`);
  process.exitCode = 1;
} else {
  process.stdout.write(`${looked} screens looked at, no problem\n`);
}
