/** The screens and the dialogs over the page. */
import { emit, fails, open } from './reach.mjs';

/** What is known of the newer version that the banner tells of. */
const update = async (page) => {
  await page.click('[data-testid=banner-update] button');
  await page.waitForSelector('[data-testid=update-line]');
};

export const SHELL_VIEWS = [
  {
    name: 'palette',
    scene: 'saved',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.waitForSelector('[data-testid=palette-goal]');
    },
  },
  {
    name: 'palette-nothing',
    scene: 'saved',
    act: async (page) => {
      await page.keyboard.press('Control+k');
      await page.fill('[data-testid=palette-field]', '없는 말');
      await page.waitForSelector('[data-testid=palette-goal]', { state: 'detached' });
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
  // A wider window leads to every screen itself.
  {
    name: 'more',
    scene: 'list',
    widest: 599,
    act: async (page) => {
      await page.click('[data-testid=to-more]:visible');
      await page.waitForSelector('[data-testid=screen]');
    },
  },
  { name: 'jobs', scene: 'jobs', act: open('jobs') },
  { name: 'jobs-ended', scene: 'jobs', act: open('jobs', 'part-ended') },
  { name: 'jobs-none', scene: 'empty', act: open('jobs') },
  { name: 'jobs-none-ended', scene: 'empty', act: open('jobs', 'part-ended') },
  {
    name: 'jobs-failed',
    scene: 'jobs',
    act: async (page) => {
      await fails(page, 'queueView');
      await open('jobs')(page);
      await page.waitForSelector('[role=alert]');
    },
  },
  { name: 'jobs-paused', scene: 'paused', act: open('jobs') },
  { name: 'jobs-large', scene: 'jobs&percent=200', act: open('jobs') },
  { name: 'saved', scene: 'saved', act: open('saved') },
  { name: 'saved-searches', scene: 'saved', act: open('saved', 'part-searches') },
  { name: 'saved-none', scene: 'list', act: open('saved') },
  {
    name: 'saved-failed',
    scene: 'saved',
    act: async (page) => {
      await fails(page, 'saved');
      await open('saved')(page);
      await page.waitForSelector('[role=alert]');
    },
  },
  { name: 'saved-large', scene: 'saved&percent=200', act: open('saved') },
  { name: 'settings', scene: 'settings', act: open('settings') },
  { name: 'settings-large', scene: 'settings&percent=200', act: open('settings') },
  { name: 'settings-erase', scene: 'settings', act: open('settings', 'erase') },
  { name: 'licences', scene: 'settings', act: open('settings', 'to-licences') },
  { name: 'settings-clear-kept', scene: 'settings', act: open('settings', 'clear-kept') },
  {
    name: 'closing',
    scene: 'running',
    act: async (page) => {
      await emit(page, { kind: 'closing', has_tray: true });
      await page.waitForSelector('[data-testid=closing]');
    },
  },
  {
    name: 'opened-question',
    scene: 'list',
    act: async (page) => {
      // Looked for from before it is told: it goes by itself.
      await Promise.all([
        page.waitForSelector('[data-testid=notice]'),
        emit(page, {
          kind: 'open',
          opening: { kind: 'question', library_id: 'sejong', text: '말의품격,,이기주' },
        }),
      ]);
    },
  },
  {
    name: 'closing-no-tray',
    scene: 'running',
    act: async (page) => {
      await emit(page, { kind: 'closing', has_tray: false });
      await page.waitForSelector('[data-testid=closing]');
    },
  },
  { name: 'settings-phone', scene: 'phone', act: open('settings') },
  { name: 'update-found', scene: 'newer', act: update },
  {
    name: 'update-loading',
    scene: 'newer',
    act: async (page) => {
      await update(page);
      const stage = { kind: 'loading', version: '0.2.0', percent: 40 };
      await emit(page, { kind: 'update', update: { way: 'replaced', looks: true, looked_at_ms: 0, stage } });
      await page.waitForSelector('[data-testid=progress]');
    },
  },
];
