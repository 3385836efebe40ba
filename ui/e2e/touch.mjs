/**
 * The page as a phone has it: fingers only, two sizes, Android's way back, a keyboard that takes half of the window, a cutout. A keyboard
 * is a smaller window here, as `interactive-widget=resizes-content` and the activity of gen/android make it there.
 */
import { join } from 'node:path';
import { atRest, openPage } from './browser.mjs';
import { becomes, frames, fromEnd, atRest as logAtRest } from './log.mjs';
import { ready, tapIn } from './reach.mjs';
import { TARGETS } from './targets.mjs';

const ANDROID =
  'Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36';
const SIZES = [
  { width: 360, height: 740 },
  { width: 390, height: 844 },
];

const enter = async (page, url, scene) => {
  await tapIn(page, url, scene);
  await logAtRest(page);
};
const gone = (page, what) => page.waitForSelector(what, { state: 'detached' });
const seen = (page, what) => page.locator(what).first().isVisible();
const calls = (page, wanted) =>
  page.evaluate((name) => window.fake.calls.filter(([called]) => called === name), wanted);

/** What the activity has its web view do; nobody waits for it. */
const systemBack = (page) => page.evaluate(() => void setTimeout(() => history.back()));

const middle = async (place) => {
  await place.scrollIntoViewIfNeeded();
  const { x, y, width, height } = await place.boundingBox();
  return { x: Math.round(x + width / 2), y: Math.round(y + height / 2) };
};

/** A finger draws from the middle of something along these points beside it. */
async function draw(page, place, ...moves) {
  const at = await middle(place);
  const finger = await page.context().newCDPSession(page);
  const send = (type, touchPoints) => finger.send('Input.dispatchTouchEvent', { type, touchPoints });
  await send('touchStart', [at]);
  for (const { x, y } of moves) await send('touchMove', [{ x: at.x + x, y: at.y + y }]);
  await send('touchEnd', []);
  await finger.detach();
}

/** A finger rests on the middle of something until a menu is there. Only touches made of a mouse become long presses here. */
async function pressLong(page, place) {
  const at = { ...(await middle(place)), button: 'left', clickCount: 1 };
  const finger = await page.context().newCDPSession(page);
  await finger.send('Emulation.setEmitTouchEventsForMouse', { enabled: true, configuration: 'mobile' });
  await finger.send('Input.emulateTouchFromMouseEvent', { type: 'mousePressed', ...at });
  await page.locator('[role=menu]').waitFor();
  await finger.send('Input.emulateTouchFromMouseEvent', { type: 'mouseReleased', ...at });
  await finger.send('Emulation.setEmitTouchEventsForMouse', { enabled: false });
  await finger.detach();
}

/** Everything there is can be gone to with a finger, and back. */
async function taps(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.locator('[data-testid=show-all]').last().tap();
  await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
  await page.locator('[data-testid=hit-list] button.title').first().tap();
  await page.waitForSelector('[data-testid=book-facts]');
  await page.locator('dialog .grip').tap();
  await gone(page, 'dialog');
  await page.tap('[data-testid=back]');
  await page.waitForSelector('[data-testid=room-row]:visible');
  await page.tap('[data-testid=to-more]');
  await page.tap('[data-testid=to-settings]:visible');
  await page.waitForSelector('[data-testid=screen]');
  await page.tap('[data-testid=leave]');
  await page.tap('[data-testid=tab-friends]');
  if (!(await seen(page, '[data-testid=friend-face]'))) wrong('the friends are not there');
}

/** A long press opens the menu of what lies under it, and nothing else happens. */
async function pressesLong(page, url, wrong) {
  await ready(page, url, 'list');
  const menu = page.locator('[role=menu]');
  await pressLong(page, page.locator('[data-testid=room-row]').first());
  await frames(page);
  if ((await menu.count()) !== 1) wrong('the menu of a room goes with the finger');
  if (await seen(page, '[role=log]')) wrong('a long press opened the room');
  await page.locator('h2').first().tap();
  await gone(page, '[role=menu]');
  await enter(page, url, 'complete');
  const mine = page.locator('[data-testid=message-me]').last();
  await mine.scrollIntoViewIfNeeded();
  await logAtRest(page);
  await pressLong(page, mine);
  await menu.getByRole('menuitem').first().tap();
  await gone(page, '[role=menu]');
}

/** Android's way back takes off what lies on top, one after the other, and leaves the app at the lists. */
async function goesBack(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.locator('[data-testid=show-all]').last().tap();
  await page.locator('[data-testid=hit-list] button.title').first().tap();
  await page.waitForSelector('[data-testid=book-facts]');
  const step = async (what, there) => {
    await systemBack(page);
    if ((await becomes(page, there, true)) !== true) wrong(`back does not lead to ${what}`);
  };
  const none = async (what) => (await page.locator(what).count()) === 0;
  await step('the list', () => seen(page, '[data-testid=hit-list]'));
  await step('the room', () => none('dialog'));
  await page.tap('[data-testid=find]');
  await page.waitForSelector('[data-testid=find-field]');
  await step('the room from finding', () => none('[data-testid=find-field]'));
  await page.tap('[data-testid=drawer]');
  await page.waitForSelector('[data-testid=drawer-sheet]');
  await step('the room from its drawer', () => none('dialog'));
  if (!(await seen(page, '[role=log]'))) wrong('the room went with its drawer');
  await step('the lists', () => seen(page, '[data-testid=room-row]'));
  await pressLong(page, page.locator('[data-testid=room-row]').first());
  await step('the lists from a menu', () => none('[role=menu]'));
  await page.tap('[data-testid=to-saved]');
  await page.tap('[data-testid=leave]');
  await frames(page);
  await systemBack(page);
  await page.waitForURL('about:blank');
}

/** What is closed by hand needs no way back any more: the next step is out of the app. */
async function keepsNoWayBack(page, url) {
  await enter(page, url, 'complete');
  await page.tap('[data-testid=back]');
  await page.waitForSelector('[data-testid=room-row]:visible');
  await frames(page);
  await systemBack(page);
  await page.waitForURL('about:blank');
}

/** A sheet goes with the finger that draws it down, and comes back when it is let go too early. */
async function drawsDown(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.locator('[data-testid=card] button.title').first().tap();
  const grip = page.locator('dialog .grip');
  await grip.waitFor();
  await atRest(page);
  await draw(page, grip, { x: 0, y: 20 }, { x: 0, y: 60 });
  await frames(page);
  if ((await page.locator('dialog').count()) === 0) wrong('it closes before it was drawn far');
  await draw(page, grip, { x: 0, y: 60 }, { x: 0, y: 160 });
  await gone(page, 'dialog');
}

/** The keyboard comes: the line to write in lies above it, and the end of the talk above that. */
async function writes(page, url, wrong, size) {
  await enter(page, url, 'complete');
  await page.tap('[data-testid=composer]');
  await page.setViewportSize({ width: size.width, height: Math.round(size.height * 0.55) });
  const bottom = () =>
    page.evaluate(() => {
      const line = document.querySelector('[data-testid=composer]').getBoundingClientRect();
      return line.bottom <= innerHeight && line.top > 0;
    });
  if ((await becomes(page, bottom, true)) !== true) wrong('the keyboard covers the line');
  if ((await becomes(page, () => fromEnd(page), 0)) > 1) wrong(`the end is ${await fromEnd(page)} px away`);
  await page.fill('[data-testid=composer]', '구토');
  await page.tap('[data-testid=send]');
  await page.waitForFunction(() => window.fake.calls.some(([name]) => name === 'sendMessage'));
  if ((await calls(page, 'sendMessage')).length !== 1) wrong('it was not sent once');
  await page.setViewportSize(size);
  if ((await becomes(page, () => fromEnd(page), 0)) > 1) wrong('without the keyboard the end is away');
}

/** Nothing to press lies under a cutout, or under the bar to swipe on. */
async function keepsClear(page, url, wrong) {
  const edges = { top: 32, bottom: 34 };
  const system = await page.context().newCDPSession(page);
  await system.send('Emulation.setSafeAreaInsetsOverride', { insets: edges });
  const screens = [
    ['list', () => ready(page, url, 'list')],
    ['room', () => enter(page, url, 'complete')],
    [
      'sheet',
      async () => {
        await page.locator('[data-testid=show-all]').last().tap();
        await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
      },
    ],
    [
      'screen',
      async () => {
        await ready(page, url, 'list');
        await page.tap('[data-testid=to-more]');
        await page.waitForSelector('[data-testid=screen]');
      },
    ],
  ];
  for (const [name, act] of screens) {
    await act();
    await atRest(page);
    const under = await page.evaluate(({ top, bottom }) => {
      const over = (e) => {
        const { left, width, top: y, height } = e.getBoundingClientRect();
        const at = document.elementFromPoint(left + width / 2, y + height / 2);
        return at !== null && (e === at || e.contains(at));
      };
      return [...document.querySelectorAll('button, textarea, input')]
        .filter((e) => {
          const box = e.getBoundingClientRect();
          // What scrolls may lie there for a while.
          const scrolls = e.closest('.scroll, [role=log], .hits, section') !== null;
          return !scrolls && box.width > 0 && (box.top < top || box.bottom > innerHeight - bottom) && over(e);
        })
        .map((e) => e.dataset.testid ?? e.className);
    }, edges);
    if (under.length > 0) wrong(`under an edge in ${name}: ${under.join()}`);
  }
}

/** A link or a notification starts the app: the room is there, and the way back leads to the lists. */
async function comesFromOutside(page, url, wrong) {
  await ready(page, url, 'history');
  await page.evaluate(() =>
    window.fake.emit({
      kind: 'open',
      opening: { kind: 'message', target: { room_id: 1, message_id: 101 } },
    }),
  );
  await page.waitForSelector('body[data-opened="101"]', { state: 'attached' });
  await systemBack(page);
  if (!(await becomes(page, () => seen(page, '[data-testid=room-row]'), true))) wrong('no way to the lists');
}

const STORIES = [
  taps,
  pressesLong,
  goesBack,
  keepsNoWayBack,
  drawsDown,
  writes,
  keepsClear,
  comesFromOutside,
  ...TARGETS,
];

/** Runs every story with fingers, on one size of phone or, with `all`, on both; resolves to what went wrong, in sentences. */
export async function touches(browser, url, all, pictures) {
  const problems = [];
  for (const [at, story] of STORIES.entries())
    for (const size of all ? SIZES : [SIZES[at % SIZES.length]]) {
      const page = await openPage(browser, {
        viewport: size,
        hasTouch: true,
        isMobile: true,
        deviceScaleFactor: 2,
        userAgent: ANDROID,
      });
      page.setDefaultTimeout(15_000);
      const wrong = (what) => problems.push(`${story.name} by touch at ${size.width}: ${what}`);
      page.on('pageerror', (error) => wrong(error.message));
      try {
        await story(page, url, wrong, size);
      } catch (error) {
        wrong(String(error).split('\n')[0]);
      }
      if (pictures) await page.screenshot({ path: join(pictures, `touch-${story.name}-${size.width}.png`) });
      await page.context().close();
    }
  return problems;
}
