/** How a script gets to what there is to look at, from the first page of a scene. */

/** Opens the first page of a scene. */
export const ready = async (page, url, scene) => {
  await page.goto(`${url}?scene=${scene}`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
};

/** Opens the first room of a scene with a finger. */
export const tapIn = async (page, url, scene) => {
  await ready(page, url, scene);
  await page.tap('[data-testid=room-row]');
  await page.waitForSelector('[role=log] [role=article]');
};

/** Opens the first room. */
export const enter = async (page) => {
  await page.click('[data-testid=room-row]');
  await page.waitForSelector('[role=log]');
};

/** Shows every book of the newest card, or the list that could not be read. */
export const showAll = async (page) => {
  await enter(page);
  await page.locator('[data-testid=show-all]').last().click();
  await page.waitForSelector('[data-testid=hit-list] :is([data-testid=card-book], .state)');
};

export const showDrawer = async (page) => {
  await enter(page);
  await page.click('[data-testid=drawer]');
  await page.waitForSelector('[data-testid=drawer-sheet]');
};

/** Looks for a text in the first room. */
export const find = (text) => async (page) => {
  await enter(page);
  await page.keyboard.press('Control+f');
  await page.fill('[data-testid=find-field]', text);
  await page.waitForFunction(
    () => document.querySelector('[data-testid=find-status]').textContent.trim() !== '',
  );
};

/** Shows who a friend is. */
export const face = async (page, id) => {
  await page.click(`li:has([data-library-id=${id}]) [data-testid=friend-face]`);
  await page.waitForSelector('[data-testid=profile]');
};

/** Opens a screen by whatever way to it the window shows, and a part of it. */
export const open = (screen, part) => async (page) => {
  const way = page.locator(`[data-testid=to-${screen}]:visible`);
  if ((await way.count()) === 0) await page.click('[data-testid=to-more]:visible');
  await way.first().click();
  await page.waitForSelector('[data-testid=screen]');
  if (part) await page.click(`[data-testid=${part}]`);
};

/** The menu of the first room in the list. */
export const roomMenu = async (page) => {
  await page.locator('[data-testid=room-row]').first().click({ button: 'right' });
  await page.waitForSelector('[role=menu]');
};

/** The app tells the page something. */
export const emit = (page, change) => page.evaluate((told) => window.fake.emit(told), change);

/** From now on the app answers a command with an error. */
export const fails = (page, command) =>
  page.evaluate((name) => {
    window.fake[name] = () => Promise.reject({ code: 'storage', message: '' });
  }, command);

/** From now on the app does not answer a command. */
export const waitsFor = (page, command) =>
  page.evaluate((name) => {
    window.fake[name] = () => new Promise(() => undefined);
  }, command);
