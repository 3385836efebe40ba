/** Rooms in every state, and what opens in them or beside them. */
import { atRest, log } from './log.mjs';
import { emit, enter, fails, find, showAll, showDrawer, waitsFor } from './reach.mjs';

/** Reads a long talk far from its end. */
const scrollUp = async (page) => {
  await enter(page);
  await atRest(page);
  await log(page).evaluate((e) => e.scrollBy(0, -3000));
  await page.waitForSelector('.pill');
};

export const ROOM_VIEWS = [
  { name: 'room-everyone', scene: 'everyone', act: enter },
  {
    name: 'room-everyone-open',
    scene: 'everyone',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=nothing]').last().click();
    },
  },
  ...[
    'empty',
    'waiting',
    'asking',
    'running',
    'slow',
    'complete',
    'more',
    'partial',
    'failed',
    'none',
    'nothing',
    'down',
    'blocked',
    'changed',
    'offline',
    'offline-kept',
    'odd',
    'cancelled',
    'cached',
    'held',
    'full',
    'busy',
    'damaged',
    'unwritable',
    'aside',
    'paused',
    'resumed',
    'resuming',
    'kept',
    'guide',
    'practice',
  ].map((scene) => ({ name: `room-${scene}`, scene, act: enter })),
  {
    name: 'sending',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await waitsFor(page, 'sendMessage');
      await page.fill('[data-testid=composer]', '구토');
      await page.press('[data-testid=composer]', 'Enter');
      await page.waitForSelector('[data-testid=message-me].pending');
    },
  },
  {
    name: 'not-sent',
    scene: 'mute',
    act: async (page) => {
      await enter(page);
      await page.fill('[data-testid=composer]', '구토');
      await page.press('[data-testid=composer]', 'Enter');
      await page.waitForSelector('[role=group] button');
    },
  },
  {
    name: 'opened',
    scene: 'history',
    act: async (page) => {
      await page.evaluate(() =>
        window.fake.emit({
          kind: 'open',
          opening: { kind: 'message', target: { room_id: 1, message_id: 101 } },
        }),
      );
      await page.waitForSelector('body[data-opened="101"]', { state: 'attached' });
    },
  },
  { name: 'sheet-list', scene: 'complete', act: showAll },
  { name: 'sheet-list-large', scene: 'complete&percent=200', act: showAll },
  {
    name: 'sheet-list-failed',
    scene: 'complete',
    act: async (page) => {
      await fails(page, 'listHits');
      await showAll(page);
      await page.waitForSelector('[data-testid=hit-list] button.secondary');
    },
  },
  {
    name: 'sheet-book',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card] [data-testid=card-book] button.title').first().click();
      await page.waitForSelector('[data-testid=book-facts][data-detail=checked]');
    },
  },
  {
    name: 'sheet-filtered',
    scene: 'complete',
    act: async (page) => {
      await showAll(page);
      await page.click('[data-testid=only-available]');
      await page.waitForSelector('[data-testid=not-shown]');
    },
  },
  {
    name: 'sheet-hidden',
    scene: 'all-lent',
    act: async (page) => {
      await showAll(page);
      await page.click('[data-testid=only-available]');
      await page.waitForSelector('[data-testid=show-unfiltered]');
    },
  },
  { name: 'sheet-odd', scene: 'odd', act: showAll },
  ...[0, 1, 2].map((place) => ({
    name: `sheet-book-odd-${place}`,
    scene: 'odd',
    act: async (page) => {
      await enter(page);
      const card = page.locator('[data-testid=card]').last();
      await card.locator('[data-testid=card-book] button.title').nth(place).click();
      await page.waitForSelector('[data-testid=book-detail]');
    },
  })),
  {
    name: 'only-available',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.click('[data-testid=quick-available]');
      await page.waitForSelector('[data-testid=only-available][aria-pressed=true]');
    },
  },
  {
    name: 'part-of-title',
    scene: 'nothing',
    act: async (page) => {
      await enter(page);
      await page.fill('[data-testid=composer]', '구토');
      await page.locator('[data-testid=part]').last().click();
      await page.waitForFunction(() => document.activeElement?.dataset.testid === 'composer');
    },
  },
  {
    name: 'superseded',
    scene: 'running',
    act: async (page) => {
      await enter(page);
      await page.fill('[data-testid=composer]', '토지');
      await page.press('[data-testid=composer]', 'Enter');
      await page.waitForSelector('.highlighted [data-state=running]');
    },
  },
  {
    name: 'menu-card',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card] h3').last().click({ button: 'right' });
      await page.waitForSelector('[role=menu]');
    },
  },
  {
    name: 'menu-message',
    scene: 'none',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=message-me]').last().click({ button: 'right' });
      await page.waitForSelector('[role=menu]');
    },
  },
  {
    name: 'delete-card',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card] h3').last().click({ button: 'right' });
      await page.getByRole('menuitem').last().click();
      await page.waitForSelector('[data-testid=delete-do]');
    },
  },
  {
    name: 'menu-book',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=card-book]').last().click({ button: 'right' });
      await page.waitForSelector('[role=menu]');
    },
  },
  {
    name: 'sheet-book-failed',
    scene: 'partial',
    act: async (page) => {
      await showAll(page);
      await page.locator('[data-testid=hit-list] button.title').nth(1).click();
      await page.waitForSelector('[data-testid=book-detail]');
    },
  },
  {
    name: 'columns',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.evaluate(() =>
        window.fake.setSettings({ ...window.fake.world.settings, list_px: 400, detail_px: 400 }),
      );
      await page.locator('[data-testid=show-all]').last().click();
      await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
      await page
        .locator('[role=separator]')
        .last()
        .focus({ timeout: 500 })
        .catch(() => undefined);
    },
  },
  { name: 'drawer', scene: 'saved', act: showDrawer },
  { name: 'drawer-large', scene: 'saved&percent=200', act: showDrawer },
  { name: 'find', scene: 'complete', act: find('토지') },
  { name: 'find-large', scene: 'complete&percent=200', act: find('토지') },
  { name: 'find-nothing', scene: 'complete', act: find('없는 말') },
  { name: 'room-complete-large', scene: 'complete&percent=200', act: enter },
  { name: 'pill', scene: 'history', act: scrollUp },
  {
    name: 'pill-new',
    scene: 'history',
    act: async (page) => {
      await scrollUp(page);
      const sent_at_ms = Date.parse('2026-11-24T20:00:00+09:00');
      for (const id of [9001, 9002]) {
        const message = { id, room_id: 1, author: 'library', body: { kind: 'greeting' }, sent_at_ms };
        await emit(page, { kind: 'message', message });
      }
    },
  },
  {
    name: 'cleared',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.evaluate(() => window.fake.clearRoom(1));
      await page.waitForSelector('[data-testid=card]', { state: 'detached' });
    },
  },
];
