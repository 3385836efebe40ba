/** What the stories do with the log of a room. */

/** Everything that was asked for is drawn. */
export const frames = (page) =>
  page.evaluate(
    () =>
      new Promise((done) =>
        requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))),
      ),
  );

/** The log has come to rest: for ten frames nothing in it was made, moved or sized. */
export const atRest = (page) =>
  page.waitForFunction(() => {
    const log = document.querySelector('[role=log]');
    const now = [log.scrollTop, log.scrollHeight, log.clientHeight, log.querySelectorAll('*').length].join();
    const seen = (window.logSeen ??= { as: '', frames: 0 });
    seen.frames = seen.as === now ? seen.frames + 1 : 0;
    seen.as = now;
    if (seen.frames < 10) return false;
    delete window.logSeen;
    return true;
  });

/** What is read of the page once it is as wanted, however long the page takes to answer; as it is at last when it never is. */
export async function becomes(page, read, wanted) {
  const isWanted = typeof wanted === 'function' ? wanted : (now) => now === wanted;
  for (let tries = 0; tries < 100; tries += 1) {
    const now = await read();
    if (isWanted(now)) return now;
    await frames(page);
  }
  return read();
}

/** What has the focus: its name for scripts, its role, or what it is. */
export const focusedOn = (page) =>
  page.evaluate(() => {
    const e = document.activeElement;
    return e?.getAttribute('data-testid') ?? e?.getAttribute('role') ?? e?.tagName ?? '';
  });

/** The focus gets there; where it is when it never does. */
export const focusGoesTo = (page, wanted) => becomes(page, () => focusedOn(page), wanted);

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

/** The window has another size, and the page has heard of it and drawn for it. */
export async function resize(page, width, height) {
  await page.setViewportSize({ width, height });
  await page.waitForFunction((wanted) => window.innerWidth === wanted, width);
  await frames(page);
}
