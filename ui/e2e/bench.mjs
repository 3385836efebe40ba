/**
 * What a long room costs, in Chromium over the scripted backend; `cargo xtask bench ui` builds the page and calls this. Prints one line
 * of JSON: milliseconds and bytes, each the median of the rounds.
 *
 *   node e2e/bench.mjs [ROUNDS]
 */
import { fileURLToPath } from 'node:url';
import { launch } from './browser.mjs';
import { policyOf, serve } from './serve.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const rounds = Number(process.argv[2] ?? 5);
const UPDATES = 500;
/** All messages of the room are on the page, which the product would read in pages of 200. */
const ALL = 'scene=long&page=20000';

const site = await serve(here('../dist-fake'), await policyOf(here('../../tauri.conf.json')));
const browser = await launch();

async function open(query) {
  const context = await browser.newContext({
    locale: 'ko-KR',
    timezoneId: 'Asia/Seoul',
    viewport: { width: 1360, height: 940 },
  });
  const page = await context.newPage();
  await page.goto(`${site.url}?${query}`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  await page.waitForSelector('[data-testid=room-row]');
  // What shows a room is read after the first paint.
  await page.waitForLoadState('networkidle');
  return { context, page };
}

/** What the page's thread has worked so far, in milliseconds: for scripts, and for styles and layout. */
async function work(devtools) {
  const { metrics } = await devtools.send('Performance.getMetrics');
  const value = (name) => metrics.find((metric) => metric.name === name).value * 1_000;
  return { script: value('ScriptDuration'), layout: value('LayoutDuration') + value('RecalcStyleDuration') };
}

/** The work that something makes, and what it gives back. */
async function worked(page, something) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Performance.enable');
  const before = await work(devtools);
  const result = await something();
  const after = await work(devtools);
  return { result, script: after.script - before.script, layout: after.layout - before.layout };
}

/** From the click on the room until its messages are painted: the time, and the scripts' part of it. */
const enter = (page) =>
  worked(page, () =>
    page.evaluate(
      () =>
        new Promise((done) => {
          const began = performance.now();
          document.querySelector('[data-testid=room-row]').click();
          const look = () => {
            if (document.querySelector('[role=log] [role=article]') === null) requestAnimationFrame(look);
            // After the next paint.
            else requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
          };
          requestAnimationFrame(look);
        }),
    ),
  );

/** Bytes in use after everything that is garbage is gone. */
async function heap(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.enable');
  await devtools.send('HeapProfiler.collectGarbage');
  await devtools.send('HeapProfiler.collectGarbage');
  return (await devtools.send('Runtime.getHeapUsage')).usedSize;
}

/** What one of many updates of the last card costs, from the news to the changed page. `from` counts those before. */
async function update(page, from) {
  const cost = await page.evaluate(
    ([updates, before]) =>
      new Promise((done) => {
        const { fake } = window;
        const search = fake.world.searches.at(-1);
        const hits = fake.world.hits.filter((hit) => hit.search_id === search.id);
        let step = 0;
        let cost = 0;
        const next = () => {
          if (step === updates) return done(cost);
          step += 1;
          // The page takes its news in at the next frame, between these two.
          let began;
          requestAnimationFrame(() => (began = performance.now()));
          const count = before + step;
          fake.emit({
            kind: 'search',
            search: { ...search, version: search.version + count, total_count: 9_999, checked_count: count },
            // A book is checked at a time, and the app tells of that one.
            hits: [{ ...hits[step % hits.length] }],
            gone_hit_ids: [],
          });
          requestAnimationFrame(() => {
            cost += performance.now() - began;
            // The app tells of a search ten times a second at most: the last update is on the screen when the next comes.
            requestIdleCallback(next);
          });
        };
        next();
      }),
    [UPDATES, from],
  );
  const fromEnd = await page
    .locator('[role=log]')
    .evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop);
  if (Math.abs(fromEnd) > 1) throw new Error(`${fromEnd} px from the end after the updates`);
  const shown = (await page.locator('[data-testid=card]').last().textContent()).replace(',', '');
  if (!shown.includes(String(from + UPDATES))) throw new Error('the last update is not on the page');
  return cost / UPDATES;
}

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
const figures = {
  room_script_ms: [],
  room_paint_ms: [],
  paged_room_script_ms: [],
  paged_room_paint_ms: [],
  update_ms: [],
  later_update_ms: [],
  update_layout_ms: [],
  heap_bytes: [],
};
for (let round = 0; round < rounds; round += 1) {
  const paged = await open('scene=long');
  const pagedRoom = await enter(paged.page);
  figures.paged_room_script_ms.push(pagedRoom.script);
  figures.paged_room_paint_ms.push(pagedRoom.result);
  await paged.context.close();
  const empty = await open('scene=empty');
  await enter(empty.page);
  const base = await heap(empty.page);
  await empty.context.close();
  const full = await open(ALL);
  const room = await enter(full.page);
  figures.room_script_ms.push(room.script);
  figures.room_paint_ms.push(room.result);
  figures.heap_bytes.push((await heap(full.page)) - base);
  // The first ones are done by code that the browser has yet to make fast.
  figures.update_ms.push(await update(full.page, 0));
  figures.later_update_ms.push(await update(full.page, UPDATES));
  // Once more for the browser's own part: counting that costs time, too.
  const { layout } = await worked(full.page, () => update(full.page, 2 * UPDATES));
  figures.update_layout_ms.push(layout / UPDATES);
  await full.context.close();
}
await browser.close();
await site.stop();
process.stdout.write(
  `${JSON.stringify(Object.fromEntries(Object.entries(figures).map(([name, values]) => [name, median(values)])))}\n`,
);
