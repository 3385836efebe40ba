/** What only a real browser can show of cards and lists: the focus in a list that scrolls, drafts, the clipboard. */
import { becomes, enter, frames } from './log.mjs';

/** A book with the focus keeps it, however far away the reader scrolls, and goes on from there. */
async function staysFocused(page, url, wrong) {
  await enter(page, url, 'more');
  await page.locator('[data-testid=show-all]').last().click();
  const list = page.locator('[data-testid=hit-list] [role=list]');
  await list.getByRole('button', { name: '토지 2', exact: true }).focus();
  for (const to of [2000, 9000, 20000]) {
    await list.evaluate((e, y) => e.scrollTo(0, y), to);
    await frames(page);
  }
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  if ((await focused()) !== '토지 2') wrong(`the focus went to ${await focused()}`);
  const drawn = await list.locator('[data-testid=card-book]').count();
  if (drawn > 60) wrong(`${drawn} books are on the page`);
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=book-detail]');
  const title = await page.locator('[data-testid=book-detail] h3').innerText();
  if (title !== '토지 2') wrong(`Enter opened ${title}`);
}

/** A part of the title takes the place of what was written, marked; once it is sent, what was written is back. */
async function keepsWhatWasWritten(page, url, wrong) {
  await enter(page, url, 'nothing');
  const line = page.locator('[data-testid=composer]');
  await line.fill('구토,,사르트르');
  await page.locator('[data-testid=part]').last().click();
  const marked = await becomes(
    page,
    () => line.evaluate((e) => e.value.slice(e.selectionStart, e.selectionEnd)),
    '마르코발도 혹은 도시의',
  );
  if (marked !== '마르코발도 혹은 도시의') wrong(`marked is ${marked}`);
  await page.keyboard.press('Enter');
  const back = await becomes(page, () => line.inputValue(), '구토,,사르트르');
  const sent = await page.evaluate(() => window.fake.calls.filter(([name]) => name === 'sendMessage').at(-1));
  if (sent?.[2] !== '마르코발도 혹은 도시의') wrong(`sent was ${JSON.stringify(sent)}`);
  if (back !== '구토,,사르트르') wrong(`back is ${back}`);
}

/** What is not at hand yet is copied by the press that asked for it. */
async function copiesLater(page, url, wrong) {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await enter(page, url, 'complete');
  const pick = async (host, name) => {
    await host.click({ button: 'right' });
    await page.getByRole('menuitem', { name, exact: true }).click();
  };
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await pick(page.locator('[data-testid=card] h3').last(), '결과 전체 복사(텍스트)');
  await page.getByText('결과 24권을 복사했어요.').first().waitFor();
  const books = (await copied()).split('---------').length;
  if (books !== 24) wrong(`${books} books were copied`);
  await pick(page.locator('[data-testid=card-book]').last(), '링크 복사');
  await page.getByText('링크를 복사했어요.').first().waitFor();
  if (!(await copied()).startsWith('https://')) wrong(`the link is ${await copied()}`);
}

/** Tried by `behaviour.mjs`. */
export const CARD_STORIES = [staysFocused, keepsWhatWasWritten, copiesLater];
