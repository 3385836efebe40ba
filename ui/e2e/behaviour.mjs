/** What only a real browser can show: the log's scrolling, the composer's Enter, the way of a click on a notification. */
import { AWAY_STORIES } from './away-stories.mjs';
import { CARD_STORIES } from './card-stories.mjs';
import { atRest, becomes, enter, focusedOn, focusGoesTo, frames, fromEnd, log, top } from './log.mjs';
import { ROOM_STORIES } from './rooms.mjs';
import { SHELL_STORIES } from './shell-stories.mjs';

/** A question from the keyboard to its finished card, always at the end of the log. */
async function asks(page, url, wrong) {
  await enter(page, url, 'complete');
  // It is there only until the search begins: nobody may look too late.
  await page.evaluate(() => {
    const look = () => {
      const mine = [...document.querySelectorAll('[data-testid=message-me]')].at(-1);
      if (mine?.closest('[role=article]').querySelector('.unread')) document.body.dataset.unread = '1';
    };
    new MutationObserver(look).observe(document.body, { subtree: true, childList: true });
  });
  await page.fill('[data-testid=composer]', '구토');
  await page.press('[data-testid=composer]', 'Enter');
  const mine = page.locator('[data-testid=message-me]').last();
  const said = await becomes(page, () => mine.innerText(), '구토');
  if (said !== '구토') wrong(`my bubble is not there, but ${said}`);
  if ((await page.inputValue('[data-testid=composer]')) !== '') wrong('the text stayed in the field');
  if (await page.isEnabled('[data-testid=send]')) wrong('the send button is ready with nothing to send');
  const card = page.locator('[data-testid=card]').last();
  for (const state of ['running', 'complete']) {
    await page.waitForFunction(
      (s) => [...document.querySelectorAll('[data-testid=card]')].at(-1)?.dataset.state === s,
      state,
    );
    const distance = await becomes(
      page,
      () => fromEnd(page),
      (pixels) => Math.abs(pixels) <= 1,
    );
    if (Math.abs(distance) > 1) wrong(`${distance} px from the end while ${state}`);
  }
  if ((await page.getAttribute('body', 'data-unread')) !== '1') wrong('no unread digit while it waits');
  if ((await card.locator('[data-testid=card-book]').count()) !== 3) wrong('the card has not three books');
  await page.press('[data-testid=composer]', 'ArrowUp');
  const recalled = await becomes(page, () => page.inputValue('[data-testid=composer]'), '구토');
  if (recalled !== '구토') wrong(`the arrow recalled ${recalled}`);
}

/** The confirming Enter of an input method, then the real one (Chromium's own events). */
async function composes(page, url, wrong) {
  await enter(page, url, 'empty');
  await page.focus('[data-testid=composer]');
  const cdp = await page.context().newCDPSession(page);
  const press = (code) =>
    cdp.send('Input.dispatchKeyEvent', {
      type: 'rawKeyDown',
      key: 'Enter',
      code: 'Enter',
      windowsVirtualKeyCode: code,
    });
  const sent = () =>
    page.evaluate(() =>
      window.fake.calls.filter(([name]) => name === 'sendMessage').map(([, , text]) => text),
    );
  await cdp.send('Input.imeSetComposition', { text: '토지', selectionStart: 2, selectionEnd: 2 });
  await press(229);
  await frames(page);
  if ((await sent()).length !== 0) wrong('the confirming Enter sent');
  await cdp.send('Input.insertText', { text: '토지' });
  await press(13);
  await frames(page);
  if (JSON.stringify(await sent()) !== '["토지"]') wrong(`sent ${JSON.stringify(await sent())}`);
}

/** A reader further up is never moved, and is told that something is new. */
async function reads(page, url, wrong) {
  await enter(page, url, 'history');
  if (Math.abs(await fromEnd(page)) > 1) wrong('a room does not open at its end');
  await log(page).evaluate((e) => e.scrollBy(0, -3000));
  await atRest(page);
  await frames(page);
  const before = await top(page);
  for (let index = 0; index < 100; index += 1) {
    await page.evaluate((n) => {
      const { fake } = window;
      const message = {
        id: 5000 + n,
        room_id: 1,
        author: 'library',
        body: { kind: 'greeting' },
        sent_at_ms: Date.now(),
      };
      fake.emit({ kind: 'message', message });
    }, index);
  }
  await frames(page);
  const moved = (await top(page)) - before;
  if (moved !== 0) wrong(`a reader was moved by ${moved} px`);
  await page.click('.pill');
  await atRest(page);
  if (Math.abs(await fromEnd(page)) > 1) wrong('the pill does not lead to the end');
}

/** Older messages come in above without a jump, and stay when everything is read again. */
async function goesBack(page, url, wrong) {
  await enter(page, url, 'history');
  await atRest(page);
  await log(page).evaluate((e) => e.scrollTo(0, 300));
  await page.waitForFunction(
    () => window.fake.calls.filter(([name, , before]) => name === 'openRoom' && before !== null).length > 0,
  );
  const kept = await becomes(
    page,
    () => top(page),
    (pixels) => pixels >= 1000,
  );
  if (kept < 1000) wrong('the reader was not kept in place when older messages came');
  await atRest(page);
  const before = await top(page);
  const [rooms, height] = await page.evaluate(() => {
    const opened = window.fake.calls.filter(([name]) => name === 'openRoom').length;
    window.fake.emit({ kind: 'resync' });
    return [opened, document.querySelector('[role=log]').scrollHeight];
  });
  await page.waitForFunction(
    (known) => window.fake.calls.filter(([name]) => name === 'openRoom').length >= known + 2,
    rooms,
  );
  await frames(page);
  const after = await log(page).evaluate((e) => e.scrollHeight);
  if ((await top(page)) !== before || after !== height) wrong('reading again moved the reader');
}

/** A click on a notification: room, message, heading. */
async function opens(page, url, wrong) {
  await page.goto(`${url}?scene=history`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  await page.evaluate(() =>
    window.fake.emit({ kind: 'open', opening: { kind: 'message', target: { room_id: 1, message_id: 101 } } }),
  );
  await page.waitForSelector('body[data-opened="101"]', { state: 'attached' });
  const seen = await page.evaluate(() => {
    const message = document.querySelector('[data-message-id="101"]');
    const box = message?.getBoundingClientRect();
    const question = document.querySelector('[data-message-id="100"]')?.getBoundingClientRect();
    const log = document.querySelector('[role=log]').getBoundingClientRect();
    return {
      inView: box !== undefined && box.top >= log.top && box.top + 100 < log.bottom,
      withQuestion: question !== undefined && question.top >= log.top + 8,
      focused: message?.contains(document.activeElement) ?? false,
      lit: message?.classList.contains('highlighted') ?? false,
    };
  });
  if (!seen.inView || !seen.withQuestion || !seen.focused || !seen.lit)
    wrong(`opened ${JSON.stringify(seen)}`);
}

/** The newest card opened from a notification: its question is not cut off, and stays where it is. */
async function opensLast(page, url, wrong) {
  await page.goto(`${url}?scene=history`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  await page.evaluate(() =>
    window.fake.emit({ kind: 'open', opening: { kind: 'message', target: { room_id: 1, message_id: 601 } } }),
  );
  await page.waitForSelector('body[data-opened="601"]', { state: 'attached' });
  await atRest(page);
  const cut = await page.evaluate(() => {
    const question = document.querySelector('[data-message-id="600"]')?.getBoundingClientRect();
    return (question?.top ?? -1) - document.querySelector('[role=log]').getBoundingClientRect().top;
  });
  if (cut < 0) wrong(`the question is cut by ${-cut} px`);
}

/** A text not sent yet, and the place a reader left, are there again after another room. */
async function comesBack(page, url, wrong) {
  await page.goto(`${url}?scene=list`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  const go = async (id) => {
    const back = page.locator('[data-testid=back]');
    if (await back.isVisible()) await back.click();
    await page.click(`[data-room-id="${id}"]`);
    await page.waitForSelector('[role=log] [role=article]');
    await atRest(page);
  };
  await go(2);
  const line = await page.locator('[data-testid=unread-line]').count();
  if (line !== 1) wrong(`${line} lines up to which it was read`);
  await go(1);
  await page.fill('[data-testid=composer]', '쓰다 만');
  await log(page).evaluate((e) => e.scrollTo(0, 100));
  await atRest(page);
  const before = await top(page);
  await go(2);
  await go(1);
  if ((await page.inputValue('[data-testid=composer]')) !== '쓰다 만') wrong('the draft is gone');
  if (Math.abs((await top(page)) - before) > 2) wrong(`left at ${before}, entered at ${await top(page)}`);
  const kept = await page.evaluate(() => window.fake.calls.filter(([name]) => name === 'setDraft').at(-1));
  if (JSON.stringify(kept) !== '["setDraft",1,"쓰다 만"]') wrong(`kept ${JSON.stringify(kept)}`);
}

/** Finding in a room reads back to a message that was not loaded, shows it, and leaves to the line to write in. */
async function finds(page, url, wrong) {
  await enter(page, url, 'history');
  await page.keyboard.press('Control+f');
  await page.fill('[data-testid=find-field]', '20번째');
  await page.waitForFunction(
    () => document.querySelector('[data-testid=find-status]')?.textContent.includes('1/3') ?? false,
  );
  await page.keyboard.press('Shift+Enter');
  await page.waitForSelector('.highlighted:has-text("20번째 질문")');
  await atRest(page);
  if (!(await page.locator('.highlighted').isVisible())) wrong('the found message is not in view');
  if ((await focusedOn(page)) !== 'find-field') wrong(`finding took the focus to ${await focusedOn(page)}`);
  await page.fill('[data-testid=find-field]', '없는 말');
  await page.waitForFunction(
    () =>
      document.querySelector('[data-testid=find-status]')?.textContent === '이 대화에 ‘없는 말’이 없어요.',
  );
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=find-field]', { state: 'detached' });
  const left = await focusGoesTo(page, 'composer');
  if (left !== 'composer') wrong(`after finding the focus is on ${left}`);
}

/** From the rail to the line to write in by Tab alone, in that order; Esc and Alt+Left lead back, and the focus is never lost. */
async function walks(page, url, wrong) {
  await page.goto(`${url}?scene=complete`);
  await page.waitForSelector('body[data-ready="1"]', { state: 'attached' });
  const screens =
    page.viewportSize().width >= 960 ? ['to-saved', 'to-jobs', 'to-settings'] : ['to-saved', 'to-more'];
  const expected = ['tab-friends', 'tab-chats', ...screens, 'find-chat', 'room-row'];
  for (const stop of expected) {
    await page.keyboard.press('Tab');
    const at = await focusedOn(page);
    if (at !== stop) wrong(`Tab leads to ${at}, not to ${stop}`);
  }
  await page.keyboard.press('Enter');
  await page.waitForSelector('[role=log] [role=article]');
  const inRoom = await focusGoesTo(page, 'composer');
  if (inRoom !== 'composer') wrong(`in a room the focus is on ${inRoom}`);
  if ((await page.getAttribute('[data-testid=composer]', 'aria-label')) !== '책 제목 입력')
    wrong('the line to write in has no name');
  const back = [];
  for (let steps = 0; steps < 60 && back.at(-1) !== 'log'; steps += 1) {
    await page.keyboard.press('Shift+Tab');
    back.push(await focusedOn(page));
  }
  if (back[0] !== 'quick-recent') wrong(`before the line to write in comes ${back[0]}`);
  if (back.at(-1) !== 'log') wrong(`the log is not reached: ${back.join(' ')}`);
  if (!back.includes('show-all')) wrong('the buttons of the card are not reached');
  await page.keyboard.press('ArrowUp');
  if ((await focusGoesTo(page, 'article')) !== 'article')
    wrong('the arrow does not lead to the newest message');
  await page.keyboard.press('Escape');
  if ((await focusGoesTo(page, 'composer')) !== 'composer')
    wrong('Esc does not lead to the line to write in');
  const wide = page.viewportSize().width >= 1240;
  await page.focus('[data-testid=show-all] >> nth=-1');
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
  const inList = await focusGoesTo(page, 'H2');
  if (inList !== 'H2') wrong(`in the list the focus is on ${inList}`);
  await page.keyboard.press('Alt+ArrowLeft');
  await page.waitForSelector('[data-testid=hit-list]', { state: 'detached' });
  const fromList = await focusGoesTo(page, 'show-all');
  if (fromList !== 'show-all') wrong(`back from the list, it is on ${fromList}`);
  if (wide) {
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-testid=hit-list]');
    await page.focus('[data-testid=composer]');
    await page.keyboard.press('Escape');
    await page.waitForSelector('[data-testid=hit-list]', { state: 'detached' });
    await frames(page);
    if ((await focusedOn(page)) !== 'composer') wrong('Esc took the writer away from the line');
  }
  await page.keyboard.press('Alt+ArrowLeft');
  const outside = await focusGoesTo(page, 'room-row');
  if (outside !== 'room-row') wrong(`back in the list, the focus is on ${outside}`);
}

/** Books that come into view in the whole list are checked, at most ten at once; every one is reachable. */
async function lists(page, url, wrong) {
  await enter(page, url, 'more');
  await page.locator('[data-testid=show-all]').last().click();
  await page.waitForSelector('[data-testid=hit-list] [data-testid=card-book]');
  await page.locator('[data-testid=hit-list] [role=list]').evaluate((e) => e.scrollTo(0, 4000));
  await page.waitForFunction(() => window.fake.calls.some(([name]) => name === 'checkCopies'));
  const most = await page.evaluate(() =>
    Math.max(...window.fake.calls.filter(([name]) => name === 'checkCopies').map(([, , ids]) => ids.length)),
  );
  if (most > 10) wrong(`${most} books asked for at once`);
  const list = page.locator('[data-testid=hit-list] [role=list]');
  for (let tries = 0; tries < 20; tries += 1) {
    await list.evaluate((e) => e.scrollTo(0, e.scrollHeight));
    await frames(page);
  }
  if (!(await list.innerText()).includes('토지 500')) wrong('the last of 500 books cannot be reached');
  await list.getByRole('button', { name: '토지 499', exact: true }).click();
  await page.waitForSelector('[data-testid=book-detail]');
  await page.click('[data-testid=pane-back]');
  await page.waitForSelector('[data-testid=hit-list]');
  const again = await becomes(
    page,
    () => list.innerText(),
    (text) => text.includes('토지 499'),
  );
  if (!again.includes('토지 499')) wrong('back from a book, the list is not where it was');
  const left = await becomes(
    page,
    () => page.evaluate(() => document.activeElement?.textContent),
    '토지 499',
  );
  if (left !== '토지 499') wrong(`back from a book, the focus is on “${left}”`);
  await page.keyboard.press('Escape');
  await page.waitForSelector('[data-testid=hit-list]', { state: 'detached' });
  const back = await focusGoesTo(page, 'show-all');
  if (back !== 'show-all') wrong(`the focus went back to ${back}`);
}

/** Of the books that wait for their copies, those on the screen are told to the app, and no others. */
async function shows(page, url, wrong) {
  await enter(page, url, 'running');
  const told = () =>
    page.evaluate(() => window.fake.calls.filter(([name]) => name === 'showHits').map(([, , ids]) => ids));
  await frames(page);
  if ((await told()).length !== 0) wrong('books whose copies are known were told');
  await page.locator('[data-testid=show-all], [data-testid=list]').last().click();
  const book = page.locator('[data-testid=hit-list] [data-hit-id="109"]');
  for (let tries = 0; tries < 20 && (await told()).flat().indexOf(109) === -1; tries += 1) {
    await page.locator('[data-testid=hit-list] .hits').evaluate((e) => e.scrollBy(0, 120));
    await frames(page);
  }
  if (!(await book.isVisible())) wrong('the book that was told is not in view');
  const last = (await told()).at(-1) ?? [];
  if (!last.includes(109)) wrong(`told were ${JSON.stringify(await told())}`);
  if (last.some((id) => id < 107 || id > 109)) wrong(`others were told: ${last}`);
}

/** A pause is ended from the keyboard, and the focus goes on to where it is of use. */
async function goesOn(page, url, wrong) {
  await page.goto(`${url}?scene=paused`);
  await page.waitForSelector('[data-testid=banner-paused]');
  const on = page.getByRole('button', { name: '계속', exact: true });
  await on.focus();
  await page.keyboard.press('Enter');
  await page.waitForSelector('[data-testid=banner-paused]', { state: 'detached' });
  const focus = await focusGoesTo(page, 'room-row');
  if (focus !== 'room-row') wrong(`the focus is on ${focus}`);
  await enter(page, url, 'held');
  await page.getByRole('button', { name: '계속', exact: true }).press('Enter');
  await page.waitForSelector('[data-testid=card][data-state=running]');
}

const STORIES = [
  asks,
  composes,
  goesBack,
  reads,
  opensLast,
  lists,
  opens,
  walks,
  shows,
  goesOn,
  comesBack,
  finds,
  ...CARD_STORIES,
  ...ROOM_STORIES,
  ...SHELL_STORIES,
  ...AWAY_STORIES,
];
const SIZES = [
  { width: 390, height: 844 },
  { width: 1360, height: 940 },
];

/** Runs every story, on a phone and a desktop in turn or, with `all`, on both; resolves to what went wrong, in sentences. */
export async function behaviour(browser, url, all) {
  const problems = [];
  for (const [at, story] of STORIES.entries()) {
    for (const size of all ? SIZES : [SIZES[at % SIZES.length]]) {
      const context = await browser.newContext({ locale: 'ko-KR', timezoneId: 'Asia/Seoul', viewport: size });
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      const wrong = (what) => problems.push(`${story.name} at ${size.width}: ${what}`);
      page.on('pageerror', (error) => wrong(error.message));
      try {
        await story(page, url, wrong);
      } catch (error) {
        wrong(String(error).split('\n')[0]);
      }
      const broken = await page.getAttribute('body', 'data-csp-violations');
      if (broken !== '0') wrong(`${broken} violations of the content security policy`);
      await context.close();
    }
  }
  return problems;
}
