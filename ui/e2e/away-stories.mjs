/** What only a real browser can show of what goes on by itself: watches by keyboard, links from outside, the window that closes. */
import { atRest, enter, focusGoesTo, frames, resize } from './log.mjs';

const ready = async (page, url, scene) => {
  await page.goto(`${url}?scene=${scene}`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
};
const calls = (page, wanted) =>
  page.evaluate((name) => window.fake.calls.filter(([called]) => called === name), wanted);
const focusedOn = (page) =>
  page.evaluate(() => document.activeElement?.getAttribute('data-testid') ?? document.activeElement?.tagName);
const emit = (page, change) => page.evaluate((told) => window.fake.emit(told), change);
const line = '[data-testid=composer]';

/** A book on loan is watched and let go again by keyboard alone, in its details and with one key; the focus is never lost. */
async function watchesByKey(page, url, wrong) {
  await enter(page, url, 'lent');
  const book = page.locator('[data-testid=card-book] button.title').last();
  await book.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=book-detail]');
  await page.focus('[data-testid=watch-book]');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=watch-place]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=unwatch-book]');
  const began = await calls(page, 'watchBook');
  if (began.length !== 1 || began[0][3] !== '제2자료실(6층)') wrong(`watched ${JSON.stringify(began)}`);
  if ((await focusedOn(page)) !== 'unwatch-book') wrong(`the focus is on ${await focusedOn(page)}`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=watch-book]');
  if ((await focusedOn(page)) !== 'watch-book') wrong(`then the focus is on ${await focusedOn(page)}`);
  if ((await calls(page, 'endWatch')).length !== 1) wrong('the watch was not ended');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=book-detail]', { state: 'detached' });
  await book.focus();
  await page.keyboard.press('a');
  await page.waitForFunction(() => window.fake.calls.filter(([name]) => name === 'watchBook').length === 2);
  const whole = (await calls(page, 'watchBook'))[1];
  if (whole[3] !== null) wrong(`the key watched ${JSON.stringify(whole)}`);
  // The button of the card stays where it is, and says the contrary.
  const button = page.locator('[data-testid=card] [data-testid=watch]').last();
  await page.waitForFunction(() =>
    [...document.querySelectorAll('[data-testid=watch]')].at(-1).textContent.includes('그만'),
  );
  await button.focus();
  await page.keyboard.press('Enter');
  await page.waitForFunction(() => window.fake.calls.filter(([name]) => name === 'endWatch').length === 2);
  await frames(page);
  if ((await focusedOn(page)) !== 'watch') wrong(`on the card the focus is on ${await focusedOn(page)}`);
}

/** The room of alerts begins at the first alert that was not seen, cannot be written in, and leads to the library. */
async function readsAlerts(page, url, wrong) {
  await enter(page, url, 'alerts');
  await atRest(page);
  if ((await page.locator(line).count()) !== 0) wrong('there is a line to write in');
  const seen = await page.evaluate(() => {
    const box = document.querySelector('[data-event=available]').getBoundingClientRect();
    const log = document.querySelector('[role=log]').getBoundingClientRect();
    return box.top >= log.top && box.bottom <= log.bottom;
  });
  if (!seen) wrong('the alert is not in view');
  if ((await page.locator('.pill').count()) !== 0) wrong('at the end, the way to the end is offered');
  await page.locator('[data-testid=news-again]').focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=news-again][aria-disabled=true]');
  if ((await focusedOn(page)) !== 'news-again') wrong(`the focus is on ${await focusedOn(page)}`);
  // The alert itself, by its two keys.
  await page.evaluate(() => document.querySelector('[data-event=available]').closest('[data-row]').focus());
  await page.keyboard.press('c');
  // In the place of what [다시 받기] has said.
  await page.locator('[data-testid=notice]', { hasText: '811.4 이19말 c.2' }).waitFor();
  await page.keyboard.press('Enter');
  await page.waitForSelector(line);
  const asked = await page.inputValue(line);
  if (asked !== '말의 품격') wrong(`Enter wrote ${asked}`);
}

/** A link's question goes into the line, marked and not sent; what was being written is there again once it is sent. */
async function opensLinks(page, url, wrong) {
  await enter(page, url, 'complete');
  await page.fill(line, '쓰다 만');
  await page.evaluate(() => document.activeElement.blur());
  const opening = { kind: 'question', library_id: 'sejong', text: '말의품격,,이기주' };
  await emit(page, { kind: 'open', opening });
  await page.waitForFunction(
    ([field, text]) => document.querySelector(field).value === text,
    [line, opening.text],
  );
  await page.waitForSelector('[data-testid=notice]');
  if ((await focusedOn(page)) !== 'composer') wrong(`the focus is on ${await focusedOn(page)}`);
  if ((await calls(page, 'sendMessage')).length !== 0) wrong('the link sent something');
  await page.press(line, 'Enter');
  await page.waitForFunction((field) => document.querySelector(field).value === '쓰다 만', line);
  const sent = await calls(page, 'sendMessage');
  if (sent.length !== 1 || sent[0][2] !== opening.text) wrong(`sent ${JSON.stringify(sent)}`);
  await page.evaluate(() => document.activeElement.blur());
  await emit(page, { kind: 'open', opening: { kind: 'work' } });
  await page.waitForSelector('[data-testid=screen]');
  await emit(page, { kind: 'open', opening: { kind: 'line' } });
  await page.waitForFunction(() => document.activeElement?.dataset.testid === 'composer');
  if ((await page.inputValue(line)) !== '쓰다 만') wrong(`in the line stands ${await page.inputValue(line)}`);
}

/** A link is seen, not opened behind the books that lie over everything. */
async function opensOverSheet(page, url, wrong) {
  await resize(page, 820, 1000);
  const openings = [{ kind: 'question', library_id: 'sejong', text: '토지' }, { kind: 'line' }];
  for (const opening of openings) {
    await enter(page, url, 'complete');
    await page.locator('[data-testid=show-all]').last().click();
    await page.waitForSelector('dialog[open] [data-testid=hit-list]');
    await emit(page, { kind: 'open', opening });
    const at = await focusGoesTo(page, 'composer');
    if (at !== 'composer') wrong(`${opening.kind}: the focus is on ${at}`);
    if ((await page.locator('dialog[open]').count()) !== 0) wrong(`${opening.kind} opened behind the list`);
  }
}

/** The window that closes asks once, over whatever is open; Esc is no answer. */
async function closes(page, url, wrong) {
  await ready(page, url, 'running');
  await emit(page, { kind: 'closing', has_tray: true });
  await page.waitForSelector('[data-testid=closing]');
  if ((await focusedOn(page)) !== 'closing-keep') wrong(`the focus is on ${await focusedOn(page)}`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=closing]', { state: 'detached' });
  if ((await calls(page, 'closeWindow')).length !== 0) wrong('Esc closed the window');
  await emit(page, { kind: 'closing', has_tray: true });
  await page.waitForSelector('[data-testid=closing]');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=closing]', { state: 'detached' });
  const answers = await calls(page, 'closeWindow');
  if (JSON.stringify(answers) !== '[["closeWindow",false]]') wrong(`answered ${JSON.stringify(answers)}`);
}

/** The title of the page counts what was not seen. */
async function countsInTitle(page, url, wrong) {
  await ready(page, url, 'list');
  await page.waitForFunction(() => document.title.startsWith('(2) '));
  await page.locator('[data-testid=room-row]').last().click();
  await page.waitForFunction(() => !document.title.startsWith('('));
  if ((await page.title()) !== '책벗') wrong(`the title is ${await page.title()}`);
}

/** Tried by `behaviour.mjs`. */
export const AWAY_STORIES = [watchesByKey, readsAlerts, opensLinks, opensOverSheet, closes, countsInTitle];
