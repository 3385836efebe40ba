/** Stories of rooms: where the reader left them, all libraries at once, what is typed while the log has the focus. */
import { atRest, becomes, enter, focusGoesTo, fromEnd, log, resize, top } from './log.mjs';

/** How far a message is below the top of the log, in pixels. */
const belowTop = (page, id) =>
  page.evaluate((message) => {
    const row = document.querySelector(`[data-message-id="${message}"]`)?.closest('[role=article]');
    const view = document.querySelector('[role=log]').getBoundingClientRect();
    return row ? Math.round(row.getBoundingClientRect().top - view.top) : null;
  }, id);

/** The last place that was told to the app. */
const lastPlace = (page) =>
  page.evaluate(() => window.fake.calls.filter(([name]) => name === 'setPlace').at(-1)?.[2]);

/** A room that the app remembers is read back to its place before it is shown; where the reader rests is kept. */
export async function staysAt(page, url, wrong) {
  await page.goto(`${url}?scene=history&page=50`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  await page.evaluate(() => {
    const [room] = window.fake.world.rooms;
    room.place = { message_id: 401, above_px: 20 };
    window.fake.emit({ kind: 'room', room: { ...room } });
  });
  await page.click('[data-testid=room-row]');
  await page.waitForSelector('[data-message-id="401"]');
  await atRest(page);
  const begins = await belowTop(page, 401);
  if (begins === null || Math.abs(begins + 20) > 2) wrong(`left 20 px into a message, entered at ${begins}`);
  if ((await lastPlace(page)) !== undefined) wrong('a place was told before anybody scrolled');
  await log(page).evaluate((e) => e.scrollBy(0, 700));
  await page.waitForFunction(() => window.fake.calls.some(([name]) => name === 'setPlace'));
  const place = await lastPlace(page);
  const at = await belowTop(page, place.message_id);
  if (at === null || Math.abs(at + place.above_px) > 2)
    wrong(`told ${JSON.stringify(place)}, but it is at ${at}`);
  await page.click('.pill');
  await page.waitForFunction(
    () => window.fake.calls.filter(([name]) => name === 'setPlace').at(-1)?.[2] === null,
  );
}

/** Who was led somewhere and read there without scrolling comes back there, not to where the room was left before. */
export async function staysWhereLed(page, url, wrong) {
  await enter(page, url, 'history');
  await page.keyboard.press('F3');
  await page.fill('[data-testid=find-field]', '29번째');
  await page.waitForSelector('.highlighted');
  await atRest(page);
  const found = await page.evaluate(
    () =>
      document.querySelector('.highlighted').closest('[data-row]').querySelector('[data-message-id]').dataset
        .messageId,
  );
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=find-field]', { state: 'detached' });
  await atRest(page);
  const before = await belowTop(page, found);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.waitForSelector('[role=log]', { state: 'detached' });
  await page.click('[data-testid=room-row]');
  await page.waitForSelector('[role=log] [role=article]');
  await atRest(page);
  const after = await belowTop(page, found);
  if (before === null || after === null || Math.abs(after - before) > 2)
    wrong(`what was found at ${before} px is at ${after} px in the room that was left meanwhile`);
}

/** All libraries at once: each card has its own name, who has nothing is folded, the digit goes with the first that starts. */
export async function asksAll(page, url, wrong) {
  await enter(page, url, 'everyone');
  const line = page.locator('[data-testid=nothing]').last();
  if (!(await line.innerText()).startsWith('1곳에는 없어요')) wrong(`folded: ${await line.innerText()}`);
  const cards = () => page.locator('[data-testid=card]').count();
  const before = await cards();
  await line.press('Enter');
  if ((await becomes(page, cards, before + 1)) !== before + 1) wrong('the folded card is not shown');
  await atRest(page);
  const hidden = await log(page).evaluate((e) => {
    const card = [...document.querySelectorAll('[data-testid=card]')].at(-1).getBoundingClientRect();
    return Math.round(card.bottom - e.getBoundingClientRect().bottom);
  });
  if (hidden > 0) wrong(`${hidden} px of the unfolded card are out of view`);
  if ((await line.getAttribute('aria-expanded')) !== 'true') wrong('the line does not say that it is open');
  await line.press('Enter');
  if ((await becomes(page, cards, before)) !== before) wrong('the card was not folded away again');
  // Only until the first of them begins: nobody may look too late.
  await page.evaluate(() => {
    const look = () => {
      const mine = [...document.querySelectorAll('[data-testid=message-me]')]
        .at(-1)
        ?.closest('[role=article]');
      if (mine?.ariaLabel.endsWith('전달 대기 중')) document.body.dataset.unread = '1';
    };
    const all = { subtree: true, childList: true, attributeFilter: ['aria-label'] };
    new MutationObserver(look).observe(document.body, all);
  });
  await page.fill('[data-testid=composer]', '구토');
  await page.press('[data-testid=composer]', 'Enter');
  await page.waitForFunction(
    () => [...document.querySelectorAll('[data-testid=card]')].at(-1)?.dataset.state === 'complete',
  );
  if ((await page.getAttribute('body', 'data-unread')) !== '1')
    wrong('the question is not unread while everybody waits');
  await atRest(page);
  if (Math.abs(await fromEnd(page)) > 1) wrong(`${await fromEnd(page)} px from the end`);
  const names = await page.locator('[role=article]').evaluateAll((rows) => rows.map((row) => row.ariaLabel));
  for (const name of ['서울교육대학교 도서관', '한국외국어대학교 도서관'])
    if (!names.some((label) => label?.startsWith(`${name}, ‘구토’`)))
      wrong(`${name} did not answer: ${names}`);
}

/** A reader below is not moved when answers above are folded away. */
export async function foldsAbove(page, url, wrong) {
  await enter(page, url, 'everyone');
  await page.evaluate(() => {
    for (let id = 5000; id < 5040; id += 1)
      window.fake.emit({
        kind: 'message',
        message: {
          id,
          room_id: 1,
          author: 'me',
          body: { kind: 'text', text: `${id}`, search_id: null },
          sent_at_ms: Date.now(),
        },
      });
  });
  await page.waitForSelector('[data-message-id="5039"]');
  await log(page).evaluate((e) => e.scrollBy(0, -500));
  await atRest(page);
  const first = await page.evaluate(() => {
    const { top: above } = document.querySelector('[role=log]').getBoundingClientRect();
    const rows = [...document.querySelectorAll('[data-message-id]')];
    return rows.find((row) => row.getBoundingClientRect().top > above).dataset.messageId;
  });
  const before = await belowTop(page, first);
  const scrolled = await top(page);
  await page.evaluate(() => {
    const { fake } = window;
    const search = fake.world.searches.find((known) => known.id === 4);
    const none = { total_count: 0, hit_count: 0, planned_count: 0, checked_count: 0, available_count: 0 };
    fake.emit({ kind: 'search', search: { ...search, ...none, version: 99 }, hits: [], gone_hit_ids: [] });
  });
  await atRest(page);
  const after = await belowTop(page, first);
  if (after === null || Math.abs(after - before) > 2)
    wrong(`a reader at ${before} px was moved to ${after} px`);
  if ((await top(page)) === scrolled) wrong('nothing was folded above the reader');
}

/** What is typed while the log has the focus goes into the line to write in; R tries again what failed, and Home and End lead. */
export async function types(page, url, wrong) {
  await enter(page, url, 'failed');
  await log(page).focus();
  await page.keyboard.press('ArrowUp');
  await focusGoesTo(page, 'article');
  await page.keyboard.press('r');
  await page.waitForFunction(() => window.fake.calls.some(([name]) => name === 'retrySearch'));
  if ((await page.inputValue('[data-testid=composer]')) !== '') wrong('R was written');
  await page.keyboard.press('Home');
  const label = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
  const first = await becomes(page, label, (text) => text.includes('안녕하세요'));
  if (!first.includes('안녕하세요')) wrong(`Home leads to ${first}`);
  await page.keyboard.type('구토');
  const line = () => page.inputValue('[data-testid=composer]');
  const written = await becomes(page, line, '구토');
  if (written !== '구토') wrong(`written is ${JSON.stringify(written)}`);
  await page.keyboard.press('Enter');
  await becomes(page, line, '');
  await page.keyboard.press('ArrowUp');
  if ((await becomes(page, line, '구토')) !== '구토') wrong('the arrow did not recall it');
}

/** F3 goes on to older places of what is looked for, with Shift back to newer ones, wherever the focus is. */
export async function steps(page, url, wrong) {
  await enter(page, url, 'history');
  const shows = (text) =>
    page.waitForFunction(
      (wanted) =>
        document.querySelector('[data-testid=find-status]')?.textContent.startsWith(wanted) ?? false,
      text,
    );
  await page.keyboard.press('F3');
  await page.fill('[data-testid=find-field]', '29번째');
  await shows('1/');
  await page.keyboard.press('F3');
  await shows('2/');
  await page.focus('[data-testid=composer]');
  await page.keyboard.press('F3');
  await shows('3/');
  await page.keyboard.press('Shift+F3');
  await shows('2/');
  await page.waitForSelector('.highlighted');
  const shown = await page.locator('.highlighted').innerText();
  if (!shown.includes('29번째')) wrong(`shown is ${shown}`);
}

/** A text of more than six lines is folded, whole when it is opened; a shorter one is not. */
export async function folds(page, url, wrong) {
  await enter(page, url, 'guide');
  const text = page.locator('[data-testid=message-me] .text');
  const way = page.locator('[data-testid=fold-text]');
  const wide = page.viewportSize().width >= 1240;
  if (wide) await resize(page, 800, 900);
  await way.waitFor();
  const cut = () => text.evaluate((e) => e.scrollHeight - e.clientHeight);
  if ((await cut()) <= 1) wrong('a text of more than six lines is not folded');
  await way.click();
  if ((await becomes(page, cut, (pixels) => pixels <= 1)) > 1) wrong('the opened text is cut');
  if ((await way.getAttribute('aria-expanded')) !== 'true') wrong('the button does not say that it is open');
}

/** A message is deleted after one question: nothing above it moves, and the focus goes on to the next one. */
export async function deletes(page, url, wrong) {
  await enter(page, url, 'history');
  await log(page).evaluate((e) => e.scrollBy(0, -1500));
  await atRest(page);
  const [first, second] = await page.evaluate(() => {
    const { top: above } = document.querySelector('[role=log]').getBoundingClientRect();
    const rows = [...document.querySelectorAll('[data-testid=message-me]')];
    const at = rows.findIndex((row) => row.getBoundingClientRect().top > above + 40);
    const shown = [...document.querySelectorAll('[data-message-id]')];
    const mine = shown.indexOf(rows[at]);
    return shown.slice(mine, mine + 2).map((row) => Number(row.dataset.messageId));
  });
  const seen = await page.evaluate((gone) => {
    const { top: above, bottom } = document.querySelector('[role=log]').getBoundingClientRect();
    return [...document.querySelectorAll('[data-message-id]')]
      .filter((row) => row.getBoundingClientRect().bottom > above && row.getBoundingClientRect().top < bottom)
      .map((row) => Number(row.dataset.messageId))
      .filter((id) => id < gone);
  }, first);
  if (seen.length === 0) wrong('nothing is seen above it');
  const before = await Promise.all(seen.map((id) => belowTop(page, id)));
  await page.locator(`[data-message-id="${first}"]`).click({ button: 'right' });
  await page.getByRole('menuitem', { name: '삭제', exact: true }).click();
  await page.click('[data-testid=delete-do]');
  await page.waitForSelector(`[data-message-id="${first}"]`, { state: 'detached' });
  await atRest(page);
  const after = await Promise.all(seen.map((id) => belowTop(page, id)));
  if (before.join() !== after.join()) wrong(`what stood at ${before} stands at ${after}`);
  const onMessage = () =>
    page.evaluate(() =>
      Number(document.activeElement?.querySelector('[data-message-id]')?.dataset.messageId),
    );
  const focused = await becomes(page, onMessage, second);
  if (focused !== second) wrong(`the focus is on ${focused}, not on ${second}`);
  await page.keyboard.press('Delete');
  await page.waitForSelector('[data-testid=delete-do]');
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=delete-do]', { state: 'detached' });
  if ((await page.locator(`[data-message-id="${second}"]`).count()) !== 1) wrong('it was not asked');
}

/** What is said takes no more room than its bubble, and its time stands beside the end of it. */
async function isCompact(page, url, wrong) {
  await enter(page, url, 'complete');
  await atRest(page);
  const lines = await page.evaluate(() =>
    [...document.querySelectorAll('[role=article]:has(.bubble)')].map((row) => {
      const [bubble, line] = ['.bubble', '.bubble-line'].map((part) =>
        row.querySelector(part).getBoundingClientRect(),
      );
      const time = row.querySelector('.meta')?.getBoundingClientRect().bottom ?? bubble.bottom;
      return { hole: line.height - bubble.height, floats: Math.abs(bubble.bottom - time) };
    }),
  );
  if (lines.length === 0) wrong('nothing is said');
  for (const { hole, floats } of lines)
    if (hole > 4 || floats > 4) wrong(`${hole} px are empty under a bubble, its time ${floats} px off`);
}

export const ROOM_STORIES = [
  isCompact,
  staysAt,
  staysWhereLed,
  asksAll,
  foldsAbove,
  types,
  steps,
  folds,
  deletes,
];
