/**
 * Takes the pictures of `docs/` anew from the scripted page, in both themes, on a desk and on a phone; `cargo xtask pictures` builds
 * the page and calls this.
 *
 *   node e2e/pictures.mjs FOLDER
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { atRest, launch, openPage } from './browser.mjs';
import { policyOf, serve } from './serve.mjs';
import { VIEWS } from './views.mjs';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const folder = process.argv[2] ?? here('../../docs/images');

/** The pictures' names, and the views they show. */
const SHOTS = Object.entries({
  friends: 'friends-connections',
  profile: 'profile-snue',
  room: 'room-running',
  everyone: 'room-everyone',
  list: 'sheet-list',
  book: 'sheet-book',
  saved: 'saved',
  watches: 'watches',
  alerts: 'alerts-room',
  jobs: 'jobs',
  settings: 'settings',
}).map(([name, shown]) => ({ ...VIEWS.find((view) => view.name === shown), name }));
const SIZES = { desk: { width: 1360, height: 860 }, phone: { width: 390, height: 844 } };

await mkdir(folder, { recursive: true });
const site = await serve(here('../dist-fake'), await policyOf(here('../../tauri.conf.json')));
const browser = await launch();
for (const [place, viewport] of Object.entries(SIZES))
  for (const theme of ['light', 'dark'])
    for (const { name, scene, act } of SHOTS) {
      const page = await openPage(browser, { viewport });
      await page.goto(`${site.url}?scene=${scene}&theme=${theme}`);
      await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
      await act?.(page);
      // Away from what was pressed: nothing is lit up because something was done before.
      await page.mouse.move(viewport.width - 4, 4);
      await page.waitForLoadState('networkidle');
      await atRest(page);
      await page.screenshot({ path: join(folder, `${name}-${place}-${theme}.png`) });
      await page.context().close();
    }
await browser.close();
await site.stop();
