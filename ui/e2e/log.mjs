/** What the stories do with the log of a room. */

/** Everything that was asked for is drawn. */
export const frames = (page) =>
  page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
      ),
  );

export const log = (page) => page.locator('[role=log]');

export const fromEnd = (page) =>
  log(page).evaluate((e) => Math.round(e.scrollHeight - e.clientHeight - e.scrollTop));

export const top = (page) => log(page).evaluate((e) => Math.round(e.scrollTop));

/** Opens the first room of a scene. */
export async function enter(page, url, scene) {
  await page.goto(`${url}?scene=${scene}`);
  await page.click('[data-testid=room-row]');
  await page.waitForSelector('[role=log] [role=article]');
  await frames(page);
}
