/** F6: from one part of the page to the next. */

/** The parts, from left to right. */
const PANES = ['nav', '.body > aside', 'main > .list', 'main > .stage', 'main > aside', 'main > .area'];
/** What in a part takes the focus; the first that is there. */
const FIRST = [
  'textarea',
  '.row.selected',
  '[data-testid=room-row]',
  '[aria-current=page]',
  'h2[tabindex]',
  'button, input, [tabindex="0"]',
];

const isSeen = (element: Element): boolean => element.checkVisibility();

/** Puts the focus into the next part that is seen; false when there is no other one. */
export function nextPane(step: 1 | -1): boolean {
  const panes = PANES.flatMap((part) => [...document.querySelectorAll(part)]).filter(isSeen);
  const here = panes.findIndex((pane) => pane.contains(document.activeElement));
  const from = here === -1 && step < 0 ? 0 : here;
  for (let tries = 1; tries <= panes.length; tries += 1) {
    const pane = panes[(from + step * tries + 2 * panes.length) % panes.length];
    for (const what of FIRST) {
      const element = [...(pane?.querySelectorAll<HTMLElement>(what) ?? [])].find(isSeen);
      if (element === undefined) continue;
      element.focus();
      return true;
    }
  }
  return false;
}
