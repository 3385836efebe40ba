/** The browser that looks at the scripted page: no network of its own, the same everywhere. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Debian's browser, or the one that is there instead: Ubuntu has Chromium only as a snap. */
export const BROWSER =
  ['/usr/bin/chromium', '/usr/bin/google-chrome'].find((path) => existsSync(path)) ?? 'chromium';

export const launch = () =>
  chromium.launch({
    executablePath: BROWSER,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });

/** The scenes play on 22 November 2026, in the afternoon, in Seoul. */
export async function openPage(browser, { locale = 'ko-KR', ...options } = {}) {
  const context = await browser.newContext({ locale, timezoneId: 'Asia/Seoul', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  await page.clock.setFixedTime(new Date('2026-11-22T15:06:00+09:00'));
  return page;
}

/** Everything that moves has arrived and is drawn. */
export async function atRest(page) {
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await page.evaluate(() =>
    Promise.all(
      document
        .getAnimations()
        .filter((a) => a.effect.getComputedTiming().iterations === 1)
        .map((a) => a.finished),
    ),
  );
}
