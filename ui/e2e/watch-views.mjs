/** What is watched, what is told of it, and books that are lent. */
import { enter, open } from './reach.mjs';

export const WATCH_VIEWS = [
  { name: 'watches', scene: 'watches', act: open('saved', 'part-alerts') },
  { name: 'watches-none', scene: 'list', act: open('saved', 'part-alerts') },
  { name: 'watches-large', scene: 'watches&percent=200', act: open('saved', 'part-alerts') },
  {
    name: 'watches-undo',
    scene: 'watches',
    act: async (page) => {
      await open('saved', 'part-alerts')(page);
      await page.locator('[data-testid=end-watch]').first().click();
      await page.waitForSelector('[data-testid=undo]');
    },
  },
  {
    name: 'lent-book-large',
    scene: 'lent-one&percent=200',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card] [data-testid=card-book] button.title').last().click();
      await page.waitForSelector('[data-testid=watch-book]');
    },
  },
  { name: 'alerts-list', scene: 'alerts' },
  {
    name: 'alerts-room',
    scene: 'alerts',
    act: async (page) => {
      await enter(page);
      // While the room opens, its end is far away.
      await page.waitForSelector('.pill', { state: 'detached' });
    },
  },
  { name: 'alerts-room-large', scene: 'alerts&percent=200', act: enter },
  {
    name: 'alerts-room-top',
    scene: 'alerts',
    act: async (page) => {
      await enter(page);
      await page.locator('[role=log]').evaluate((log) => log.scrollTo(0, 0));
    },
  },
  {
    name: 'alerts-drawer',
    scene: 'alerts',
    act: async (page) => {
      await enter(page);
      await page.click('[data-testid=drawer]');
      await page.waitForSelector('[data-testid=drawer-watches]');
    },
  },
  { name: 'lent-card', scene: 'lent', act: enter },
  ...['lent', 'lent-one'].map((scene) => ({
    name: `${scene}-book`,
    scene,
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card] [data-testid=card-book] button.title').last().click();
      await page.click('[data-testid=watch-book]');
      await page.waitForSelector('[data-testid=watch-place], [data-testid=unwatch-book]');
    },
  })),
  {
    name: 'lent-watched',
    scene: 'lent',
    act: async (page) => {
      await enter(page);
      // Looked for from before the click on: it goes by itself, and a busy computer may be long about a click.
      await Promise.all([
        page.waitForSelector('[data-testid=notice]'),
        page.locator('[data-testid=card] [data-testid=watch]').last().click(),
      ]);
    },
  },
  {
    name: 'lent-menu',
    scene: 'lent',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card-book]').last().click({ button: 'right' });
      await page.waitForSelector('[role=menu]');
    },
  },
];
