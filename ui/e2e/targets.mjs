/** Whether a finger hits what it is meant for: whatever can be pressed is at least 44 px wide and high, in every place there is. */
import { atRest } from './browser.mjs';
import { ready, tapIn as enter } from './reach.mjs';

const SMALLEST = 44;

/** What can be pressed and is smaller, in words. What is one line of a text, or cannot be seen, is none. */
export const tooSmall = (page) =>
  page.evaluate((smallest) => {
    const KINDS =
      'button, a[href], input, textarea, select, summary, [role=menuitem], [role=tab], [role=switch]';
    const places = [...document.querySelectorAll(KINDS)].filter(
      (e) => e.checkVisibility({ visibilityProperty: true }) && e.closest('.visually-hidden') === null,
    );
    const found = places.flatMap((e) => {
      // What is drawn small may be pressed around it: its label, and what the style puts over it.
      const boxes = [e, ...(e.labels ?? [])].map((part) => part.getBoundingClientRect());
      const around = getComputedStyle(e, '::after');
      if (around.content !== 'none' && around.position === 'absolute')
        boxes.push({ width: parseFloat(around.width), height: parseFloat(around.height) });
      const width = Math.max(...boxes.map((box) => box.width));
      const height = Math.max(...boxes.map((box) => box.height));
      if (width === 0 || height === 0) return [];
      if (width > smallest - 0.5 && height > smallest - 0.5) return [];
      const name = e.dataset.testid ?? e.getAttribute('aria-label') ?? e.innerText.trim().slice(0, 20);
      return [`${name || e.className} ${Math.round(width)}×${Math.round(height)}`];
    });
    return [...new Set(found)];
  }, SMALLEST);

async function measures(page, wrong, name) {
  await atRest(page);
  for (const what of await tooSmall(page)) wrong(`${name}: ${what}`);
}

async function hitsLists(page, url, wrong) {
  for (const scene of ['list', 'friends', 'connections', 'full', 'aside', 'paused', 'refused']) {
    await ready(page, url, scene);
    await measures(page, wrong, scene);
  }
  await page.goto(`${url}?scene=broken`);
  await page.waitForSelector('[role=alert]');
  await measures(page, wrong, 'broken');
}

async function hitsRooms(page, url, wrong) {
  const scenes =
    'empty running complete partial failed none nothing offline everyone history held guide alerts lent';
  for (const scene of scenes.split(' ')) {
    await enter(page, url, scene);
    await measures(page, wrong, `room ${scene}`);
  }
}

async function hitsSheets(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.tap('[data-testid=find]');
  await page.waitForSelector('[data-testid=find-field]');
  await measures(page, wrong, 'finding');
  await enter(page, url, 'complete');
  await page.tap('[data-testid=drawer]');
  await page.waitForSelector('[data-testid=drawer-sheet]');
  await measures(page, wrong, 'drawer');
  await enter(page, url, 'complete');
  await page.locator('[data-testid=show-all]').last().tap();
  await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
  await measures(page, wrong, 'list of hits');
  await page.locator('[data-testid=hit-list] button.title').first().tap();
  await page.waitForSelector('[data-testid=book-facts]');
  await measures(page, wrong, 'book');
}

async function hitsScreens(page, url, wrong) {
  for (const [scene, screen] of [
    ['saved', 'saved'],
    ['alerts', 'saved'],
    ['jobs', 'jobs'],
    ['phone', 'settings'],
  ]) {
    await ready(page, url, scene);
    if (screen !== 'saved') await page.tap('[data-testid=to-more]:visible');
    await page.locator(`[data-testid=to-${screen}]:visible`).first().tap();
    await page.waitForSelector('[data-testid=screen]');
    await measures(page, wrong, `${screen} (${scene})`);
  }
}

/** For the stories of touch.mjs. */
export const TARGETS = [hitsLists, hitsRooms, hitsSheets, hitsScreens];
