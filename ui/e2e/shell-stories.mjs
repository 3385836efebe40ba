/** What only a real browser can show of the page around the rooms: columns that are moved, dialogs over it, screens that do not load. */
import { becomes, enter, focusGoesTo, frames, resize } from './log.mjs';

const ready = async (page, url, scene) => {
  await page.goto(`${url}?scene=${scene}`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
};
const calls = (page, wanted) =>
  page.evaluate((name) => window.fake.calls.filter(([called]) => called === name), wanted);
/** Opens a screen by whatever way to it the window shows. */
const open = async (page, screen) => {
  const way = page.locator(`[data-testid=to-${screen}]:visible`);
  if ((await way.count()) === 0) await page.click('[data-testid=to-more]:visible');
  await way.first().click();
};

/** The columns are moved by hand and by key, are kept once, leave the room its width, and go back. */
async function movesColumns(page, url, wrong) {
  await resize(page, 1360, 900);
  await enter(page, url, 'complete');
  await page.locator('[data-testid=show-all]').last().click();
  await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
  const width = async (what) => Math.round((await page.locator(what).boundingBox()).width);
  const own = [await width('main > .list'), await width('main > aside')];
  const lines = page.locator('[role=separator]');
  const { x } = await lines.first().boundingBox();
  // Beside the line, as far as it reaches.
  await page.mouse.move(x + 15, 300);
  await page.mouse.down();
  await page.mouse.move(x + 40, 300);
  await page.mouse.move(x + 65, 300);
  if ((await calls(page, 'setSettings')).length !== 0) wrong('a width is kept while it is still moved');
  await page.mouse.up();
  const moved = await becomes(page, () => width('main > .list'), own[0] + 50);
  if (moved !== own[0] + 50) wrong(`moved by 50, the list is ${moved}`);
  const kept = await calls(page, 'setSettings');
  if (kept.length !== 1 || kept[0][1].list_px !== own[0] + 50) wrong(`kept ${JSON.stringify(kept)}`);
  await lines.last().focus();
  await page.keyboard.press('ArrowLeft');
  const pane = await becomes(page, () => width('main > aside'), own[1] + 16);
  if (pane !== own[1] + 16) wrong(`the pane is ${pane}`);
  await page.keyboard.press('Home');
  await lines.first().focus();
  await page.keyboard.press('End');
  await frames(page);
  if ((await width('main > .stage')) < 420) wrong(`the room is left ${await width('main > .stage')}`);
  await resize(page, 1240, 900);
  await frames(page);
  if ((await width('main > .stage')) < 420) wrong(`on 1240 the room is left ${await width('main > .stage')}`);
  const wide = String(await width('main > .list'));
  const said = await becomes(page, () => lines.first().getAttribute('aria-valuenow'), wide);
  if (said !== wide) wrong(`the line says ${said}`);
  await resize(page, 1360, 900);
  for (const line of [lines.first(), lines.last()])
    await line.dblclick({ position: { x: 10, y: 300 }, force: true });
  const back = await becomes(
    page,
    async () => [await width('main > .list'), await width('main > aside')],
    (now) => now.join() === own.join(),
  );
  if (back.join() !== own.join()) wrong(`back they are ${back}, not ${own}`);
  await resize(page, 390, 844);
  if ((await becomes(page, () => lines.count(), 0)) !== 0)
    wrong('there is a line to move where there is one column');
}

/** A kept question goes into the line; what was being written is there again once it is sent. */
async function keepsWriting(page, url, wrong) {
  await enter(page, url, 'saved');
  await page.fill('[data-testid=composer]', '쓰다 만');
  await page.keyboard.press('Control+k');
  await page.fill('[data-testid=palette-field]', '생능');
  await page.keyboard.press('Enter');
  await page.waitForFunction(
    () => document.querySelector('[data-testid=composer]').value === '컴퓨터구조론,생능,',
  );
  await page.waitForSelector('[data-testid=notice]');
  await page.press('[data-testid=composer]', 'Enter');
  await page.waitForFunction(() => document.querySelector('[data-testid=composer]').value === '쓰다 만');
  const sent = await calls(page, 'sendMessage');
  if (sent.length !== 1 || sent[0][2] !== '컴퓨터구조론,생능,') wrong(`sent ${JSON.stringify(sent)}`);
}

/** What is said while a dialog is open is seen over it and heard inside it. */
async function saysOverDialogs(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.click('[data-testid=drawer]');
  await page.waitForSelector('[data-testid=drawer-sheet]');
  await page.evaluate(() => {
    window.fake.setRoom = () => Promise.reject({ code: 'storage', message: '' });
  });
  await page.click('[data-testid=drawer-pin]');
  const notice = page.locator('[data-testid=notice]');
  await notice.waitFor();
  const text = (await notice.innerText()).trim();
  const inside = page.locator('dialog [data-testid=announcer-inside]');
  const heard = await becomes(
    page,
    () => inside.innerText(),
    (now) => now.trim() === text,
  );
  if (heard.trim() !== text) wrong(`inside the dialog is heard “${heard}”`);
  const onTop = await notice.evaluate((e) => e.matches(':popover-open'));
  if (!onTop) wrong('the sentence lies under the dialog');
}

/** A screen that does not load can be left and tried again, on a phone as well. */
async function doesNotLoad(page, url, wrong) {
  await ready(page, url, 'jobs');
  let broken = true;
  await page.route('**/JobsScreen*.js', (route) => (broken ? route.abort() : route.continue()));
  await open(page, 'jobs');
  await page.waitForSelector('[data-testid=not-loaded]');
  const onAgain = await focusGoesTo(page, 'not-loaded-again');
  if (onAgain !== 'not-loaded-again') wrong(`the focus is on ${onAgain}`);
  await page.click('[data-testid=not-loaded-back]');
  await page.waitForSelector('[data-testid=not-loaded]', { state: 'detached' });
  const at = await focusGoesTo(page, (name) => name !== 'BODY');
  if (at === 'BODY') wrong(`back, the focus is on ${at}`);
  await open(page, 'jobs');
  broken = false;
  await page.click('[data-testid=not-loaded-again]');
  await page.waitForSelector('[data-testid=job]');
}

/** Where what is read after the first paint does not load, that is said, and what was asked for opens once it does. */
async function loadsLater(page, url, wrong) {
  let broken = true;
  await page.route('**/later*.js', (route) => (broken ? route.abort() : route.continue()));
  await ready(page, url, 'jobs');
  await page.waitForSelector('[data-testid=notice]');
  await page.keyboard.press('Control+k');
  await frames(page);
  if ((await page.locator('dialog').count()) !== 0) wrong('a dialog is open that could not be read');
  broken = false;
  await open(page, 'jobs');
  await page.waitForSelector('[data-testid=job]');
}

/** The size of the text is there before any other script. */
async function startsLarge(page, url, wrong) {
  let go = () => undefined;
  const held = new Promise((done) => (go = done));
  await page.route('**/index-*.js', async (route) => {
    await held;
    await route.continue();
  });
  // The page is not loaded as long as its script is held.
  await page.goto(`${url}?scene=list&text=150&percent=150`, { waitUntil: 'commit' });
  await page.waitForSelector('.start-name');
  const size = () => page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
  if ((await size()) !== '24px') wrong(`the first screen has letters of ${await size()}`);
  go();
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  if ((await size()) !== '24px') wrong(`then it has letters of ${await size()}`);
}

/** Chats that could not be opened are opened by another try, without the page beginning anew. */
async function startsAgain(page, url, wrong) {
  await page.goto(`${url}?scene=locked`);
  await page.waitForSelector('[data-testid=start-again]');
  const onAgain = await focusGoesTo(page, 'start-again');
  if (onAgain !== 'start-again') wrong(`the focus is on ${onAgain}`);
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.fake.calls.filter(([name]) => name === 'start').length === 2);
  await page.waitForSelector('[role=alert][data-code=storage]');
  await page.click('[data-testid=open-folder]');
  if ((await calls(page, 'openFolder')).length !== 1) wrong('the folder was not asked for');
  await page.evaluate(() => (window.fake.world.broken = null));
  await page.click('[data-testid=start-again]');
  await page.waitForSelector('body[data-ready="1"] [data-testid=tab-chats]', { state: 'attached' });
}

/** Who stops a search goes on from where it stood, and back from a question does not leave the screen under it. */
async function stays(page, url, wrong) {
  await ready(page, url, 'jobs');
  await open(page, 'jobs');
  await page.locator('[data-testid=job]').nth(1).locator('[data-action=cancel]').focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => document.querySelectorAll('[data-testid=job]').length === 4);
  const row = () =>
    page.evaluate(() => [...document.querySelectorAll('[data-testid=job]')].indexOf(document.activeElement));
  const at = await becomes(page, row, 1);
  if (at !== 1) wrong(`the focus is on row ${at}`);
  await page.click('[data-testid=leave]');
  await open(page, 'settings');
  await page.click('[data-testid=erase]');
  await page.waitForSelector('[data-testid=erase-do]');
  await page.keyboard.press('Alt+ArrowLeft');
  await page.waitForSelector('[data-testid=erase-do]', { state: 'detached' });
  if ((await page.locator('[data-testid=erase]').count()) !== 1) wrong('the settings were left as well');
  const onErase = await focusGoesTo(page, 'erase');
  if (onErase !== 'erase') wrong(`the focus is on ${onErase}`);
}

/** A book that lies over the page is in nobody's way: the keys that lead elsewhere close it first. A question has to be answered. */
async function leavesBook(page, url, wrong) {
  await resize(page, 820, 900);
  await enter(page, url, 'complete');
  const showList = async () => {
    await page.locator('[data-testid=show-all]').last().click();
    await page.waitForSelector('dialog [data-testid=hit-list]');
  };
  await showList();
  await page.keyboard.press('Control+k');
  await page.waitForSelector('[data-testid=palette-field]');
  await page.waitForSelector('[data-testid=hit-list]', { state: 'detached' });
  const inField = await becomes(page, () => page.evaluate(() => document.activeElement?.role), 'combobox');
  if (inField !== 'combobox') wrong(`the focus is on ${inField}`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=palette-field]', { state: 'detached' });
  const after = await focusGoesTo(page, 'show-all');
  if (after !== 'show-all') wrong(`after 바로 가기 the focus is on ${after}`);
  await showList();
  await page.keyboard.press('Control+1');
  await page.waitForSelector('[data-testid=hit-list]', { state: 'detached' });
  const inRoom = await focusGoesTo(page, 'composer');
  if (inRoom !== 'composer') wrong(`in the room the focus is on ${inRoom}`);
  await showList();
  await page.keyboard.press('Control+,');
  await page.waitForSelector('[data-testid=screen]');
  if ((await page.locator('dialog[open]').count()) !== 0) wrong('the list lies over the settings');
}

/** F6 reaches what the app has to say over its chats, and what can be done about it. */
async function reachesBanner(page, url, wrong) {
  await ready(page, url, 'paused');
  const inBanner = () =>
    page.evaluate(() => document.activeElement?.closest('[data-testid=banner-paused]') !== null);
  await page.focus('[data-testid=tab-chats]');
  await page.keyboard.press('F6');
  if (!(await becomes(page, inBanner, true))) wrong('F6 does not lead from the tabs to the banner');
  await page.keyboard.press('F6');
  const next = await focusGoesTo(page, 'room-row');
  if (next !== 'room-row') wrong(`then F6 leads to ${next}`);
}

/** The stories of the page around the rooms. */
export const SHELL_STORIES = [
  movesColumns,
  keepsWriting,
  saysOverDialogs,
  doesNotLoad,
  loadsLater,
  startsAgain,
  startsLarge,
  stays,
  leavesBook,
  reachesBanner,
];
