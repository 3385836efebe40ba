/** What can be seen to be wrong with a page as it stands, in sentences. */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** On every page, in every way. */
export async function problemsOf(page) {
  return [...(await overflows(page)), ...(await breaksPolicy(page)), ...(await violates(page))];
}

async function overflows(page) {
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  // Nor does any part of it: what is cut off there is found by nobody. Quick replies and a phone's filters are meant to scroll.
  const parts = await page.evaluate(() =>
    [...document.querySelectorAll('body *:not(.replies, .filters, select, input, textarea)')]
      .filter(
        (e) =>
          ['auto', 'scroll'].includes(getComputedStyle(e).overflowX) && e.scrollWidth > e.clientWidth + 1,
      )
      .map((e) => `${e.className || e.tagName} by ${e.scrollWidth - e.clientWidth} px`),
  );
  return [
    ...(sideways > 0 ? [`${sideways} px of sideways overflow`] : []),
    ...parts.map((part) => `wider than its place: ${part}`),
    ...(await cutOff(page)),
  ];
}

/** Words and controls that stand partly outside of the window, or of what hides the rest of itself. */
const cutOff = (page) =>
  page.evaluate(() => {
    const KINDS = 'button, a[href], input, textarea, select, h1, h2, h3, p, span, dt, dd, th, td';
    const NOT = '.visually-hidden, .cover, .replies, .filters, [aria-hidden=true]';
    const hides = (e) => ['hidden', 'clip'].includes(getComputedStyle(e).overflowX);
    const isCut = (e) => {
      const { left, right, top, bottom, width } = e.getBoundingClientRect();
      if (width <= 1) return false;
      // What scrolls shows the rest of itself.
      let canScroll = false;
      const isIn = (from, to, above, below) =>
        left >= from - 1 && right <= to + 1 && (canScroll || (top >= above - 1 && bottom <= below + 1));
      // What is fixed lies over everything, and only the window cuts it.
      for (let at = e; at !== null && getComputedStyle(at).position !== 'fixed'; at = at.parentElement) {
        const around = at.parentElement;
        if (around === null || around === document.body) continue;
        canScroll ||= ['auto', 'scroll'].includes(getComputedStyle(around).overflowY);
        if (!hides(around)) continue;
        const box = around.getBoundingClientRect();
        if (!isIn(box.left, box.right, box.top, box.bottom)) return true;
      }
      return !isIn(0, innerWidth, 0, innerHeight);
    };
    const found = [...document.querySelectorAll(KINDS)].filter(
      (e) => e.checkVisibility({ visibilityProperty: true }) && e.closest(NOT) === null && isCut(e),
    );
    return [
      ...new Set(found.map((e) => `cut off: ${e.className || e.tagName} “${e.innerText.slice(0, 30)}”`)),
    ];
  });

async function breaksPolicy(page) {
  const broken = await page.getAttribute('body', 'data-csp-violations');
  return broken === '0' ? [] : [`${broken} violations of the content security policy`];
}

async function violates(page) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate((runOnly) => {
    // It reckons with the colours of the page, and does not know that the system has put its own in their place.
    const enabled = !matchMedia('(forced-colors: active)').matches;
    return window.axe.run(document, { runOnly, rules: { 'color-contrast': { enabled } } });
  }, RULES);
  return violations.map(({ id, nodes }) => {
    const places = nodes.map((n) => `${n.html.slice(0, 120)} (${n.failureSummary?.split('\n')[1] ?? ''})`);
    return `axe ${id}: ${places.slice(0, 2).join(' | ')}`;
  });
}

/** Where colours are few, a line of its own is all that tells a bubble, a chip or a tag from what is behind it. */
export const isBordered = (page) =>
  page.evaluate(() => {
    const parts = [...document.querySelectorAll('.bubble, .chip, .tag, [data-testid=card]')];
    if (parts.length === 0 && document.querySelector('[role=log]') !== null)
      return ['nothing to have a border'];
    const bare = parts.filter((e) => {
      const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(e);
      const isSeen = borderTopColor !== backgroundColor && !/^rgba\(.*, 0\)$/.test(borderTopColor);
      return borderTopStyle === 'none' || parseFloat(borderTopWidth) < 1 || !isSeen;
    });
    return bare.map((e) => `no border: ${e.className} “${e.innerText.slice(0, 30)}”`);
  });

/** Nothing moves for who wants nothing to. */
export const isStill = (page) =>
  page.evaluate(() =>
    document
      .getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(
        ({ effect, animationName }) =>
          `moves: ${animationName ?? 'a transition'} of ${effect.target.className}`,
      ),
  );
