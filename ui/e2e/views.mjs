/**
 * Every view of the page there is to look at: a scene of the scripted page, and what to do on it first. The smoke test looks at all of
 * them, the pictures of `docs/` show some.
 */

/** What to do on the page of a scene before looking. */
const enter = async (page) => {
  await page.click('[data-testid=room-row]');
  await page.waitForSelector('[role=log]');
};
/** Shows who a friend is. */
const face = async (page, id) => {
  await page.click(`li:has([data-library-id=${id}]) [data-testid=friend-face]`);
  await page.waitForSelector('[data-testid=profile]');
};
/** Opens a screen by whatever way to it the window shows, and a part of it. */
const open = (screen, part) => async (page) => {
  const way = page.locator(`[data-testid=to-${screen}]:visible`);
  if ((await way.count()) === 0) await page.click('[data-testid=to-more]:visible');
  await way.first().click();
  await page.waitForSelector('[data-testid=screen]');
  if (part) await page.click(`[data-testid=${part}]`);
};
export const VIEWS = [
  { name: 'friends', scene: 'friends' },
  { name: 'friends-connections', scene: 'connections' },
  {
    name: 'friends-none',
    scene: 'connections',
    act: async (page) => {
      await page.fill('[data-testid=friend-find]', '국립중앙');
      await page.waitForSelector('[data-testid=request-library]');
    },
  },
  ...['snue', 'practice', 'everyone'].map((id) => ({
    name: `profile-${id}`,
    scene: 'connections',
    act: (page) => face(page, id),
  })),
  {
    name: 'profile-checking',
    scene: 'connections',
    act: async (page) => {
      await page.evaluate(() => (window.fake.emit = () => undefined));
      await face(page, 'hufs');
      await page.click('[data-testid=profile-check]');
    },
  },
  { name: 'room-everyone', scene: 'everyone', act: enter },
  {
    name: 'room-everyone-open',
    scene: 'everyone',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=nothing]').last().click();
    },
  },
  { name: 'list', scene: 'list' },
  { name: 'no-chats', scene: 'friends', act: (page) => page.click('[data-testid=tab-chats]') },
  { name: 'list-full', scene: 'full' },
  { name: 'list-aside', scene: 'aside' },
  { name: 'list-paused', scene: 'paused' },
  { name: 'start-newer-data', scene: 'broken', ready: '[role=alert]' },
  { name: 'start-storage', scene: 'locked', ready: '[role=alert]' },
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
  {
    name: 'profile',
    scene: 'friends',
    act: async (page) => {
      await page.click('[data-standing=unconfirmed]');
      await page.waitForSelector('dialog[open]');
    },
  },
  {
    name: 'sheet-list',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=show-all]').last().click();
      await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
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
      await enter(page);
      await page.locator('[data-testid=show-all]').last().click();
      await page.click('[data-testid=only-available]');
      await page.waitForSelector('[data-testid=not-shown]');
    },
  },
  {
    name: 'sheet-odd',
    scene: 'odd',
    act: async (page) => {
      await enter(page);
      await page.locator('[data-testid=show-all]').last().click();
      await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
    },
  },
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
    scene: 'complete',
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
      await enter(page);
      await page.locator('[data-testid=show-all]').last().click();
      await page.locator('[data-testid=hit-list] button.title').nth(1).click();
      await page.waitForSelector('[data-testid=book-detail]');
    },
  },
];
VIEWS.push(
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
  {
    name: 'drawer',
    scene: 'saved',
    act: async (page) => {
      await enter(page);
      await page.click('[data-testid=drawer]');
      await page.waitForSelector('[data-testid=drawer-sheet]');
    },
  },
  {
    name: 'palette',
    scene: 'saved',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.waitForSelector('[data-testid=palette-goal]');
    },
  },
  {
    name: 'keys',
    scene: 'list',
    act: async (page) => {
      await page.keyboard.press('Control+/');
      await page.waitForSelector('[data-testid=keys]');
    },
  },
  {
    name: 'find',
    scene: 'complete',
    act: async (page) => {
      await enter(page);
      await page.keyboard.press('Control+f');
      await page.fill('[data-testid=find-field]', '토지');
      await page.waitForFunction(
        () => document.querySelector('[data-testid=find-status]').textContent !== '',
      );
    },
  },
  {
    name: 'not-loaded',
    scene: 'jobs',
    act: async (page) => {
      await page.route('**/JobsScreen*.js', (route) => route.abort(), { times: 1 });
      const way = page.locator('[data-testid=to-jobs]:visible');
      if ((await way.count()) === 0) await page.click('[data-testid=to-more]:visible');
      await way.first().click();
      await page.waitForSelector('[data-testid=not-loaded]');
    },
  },
  {
    name: 'crash',
    scene: 'list',
    act: async (page) => {
      await page.evaluate(() => window.fake.emit({ kind: 'settings', settings: null }));
      await page.waitForSelector('[data-testid=crash]');
    },
  },
  { name: 'jobs', scene: 'jobs', act: open('jobs') },
  { name: 'jobs-ended', scene: 'jobs', act: open('jobs', 'part-ended') },
  { name: 'jobs-paused', scene: 'paused', act: open('jobs') },
  { name: 'jobs-large', scene: 'jobs&percent=200', act: open('jobs') },
  { name: 'saved', scene: 'saved', act: open('saved') },
  { name: 'saved-searches', scene: 'saved', act: open('saved', 'part-searches') },
  { name: 'saved-none', scene: 'list', act: open('saved') },
  { name: 'saved-large', scene: 'saved&percent=200', act: open('saved') },
  { name: 'settings', scene: 'settings', act: open('settings') },
  { name: 'settings-large', scene: 'settings&percent=200', act: open('settings') },
  { name: 'settings-erase', scene: 'settings', act: open('settings', 'erase') },
  { name: 'licences', scene: 'settings', act: open('settings', 'to-licences') },
  { name: 'settings-clear-kept', scene: 'settings', act: open('settings', 'clear-kept') },
);
/** What is told, watched and opened from outside. */
const emit = (page, change) => page.evaluate((told) => window.fake.emit(told), change);
VIEWS.push(
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
  {
    name: 'closing',
    scene: 'running',
    act: async (page) => {
      await emit(page, { kind: 'closing', has_tray: true });
      await page.waitForSelector('[data-testid=closing]');
    },
  },
  { name: 'refused', scene: 'refused' },
  {
    name: 'opened-question',
    scene: 'list',
    act: async (page) => {
      await emit(page, {
        kind: 'open',
        opening: { kind: 'question', library_id: 'sejong', text: '말의품격,,이기주' },
      });
      await page.waitForSelector('[data-testid=notice]');
    },
  },
  { name: 'settings-phone', scene: 'phone', act: open('settings') },
);
