import type { Page } from 'playwright-core';

/** More presses than going twice through the longest page takes. */
const MOST_STOPS = 600;

/**
 * What the Tab key does not reach on a page, or reaches without showing it, each by how it is called.
 * Parts of something that arrow keys walk through need no stop of their own, as WAI-ARIA has it.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  await page.evaluate(PREPARE);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    if (await page.evaluate<boolean>(NOTE_STOP)) return page.evaluate<string[]>(TELL);
  }
  return [`${MOST_STOPS} stops, and no end`];
}

/** Starts before the first stop, and notes all that can be used. */
const PREPARE = `(() => {
  const controls = 'a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex], [contenteditable="true"]';
  const walked = '[role="grid"], [role="toolbar"], [role="tablist"], [role="radiogroup"], [role="menu"], [role="listbox"], [role="slider"]';
  const usable = (element) =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: false }) &&
    !element.disabled && !element.closest('[inert], [aria-hidden="true"]') &&
    element.getClientRects().length > 0;
  const isPart = (element) =>
    (element.tabIndex < 0 && (element.closest(walked) !== null || !element.matches('a, button, input, select, textarea'))) ||
    (element.type === 'radio' && !element.checked);
  document.activeElement?.blur();
  getSelection().removeAllRanges();
  globalThis.keyboardWalk = {
    wanted: [...document.querySelectorAll(controls)].filter((each) => usable(each) && !isPart(each)),
    seen: new Set(),
    unseen: new Set(),
    first: null,
    before: -1,
  };
})()`;

/** Whether the walk is at its end: back where it began, with nothing new on the way. */
const NOTE_STOP = `(() => {
  const walk = globalThis.keyboardWalk;
  const { seen, unseen } = walk;
  const element = document.activeElement;
  if (!element || element === document.body || element === walk.first) {
    const isEnd = seen.size === walk.before;
    walk.before = seen.size;
    return isEnd;
  }
  walk.first ??= element;
  if (seen.has(element)) return false;
  seen.add(element);
  const shows = (each) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(each);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  const around = [element, element.parentElement, ...element.querySelectorAll(':scope > *')];
  if (!around.some((each) => each && shows(each))) unseen.add(element);
  return false;
})()`;

const TELL = `(() => {
  const { wanted, seen, unseen } = globalThis.keyboardWalk;
  const name = (element) =>
    element.tagName.toLowerCase() + ' "' +
    (element.getAttribute('aria-label') ?? element.name ?? element.textContent ?? '').trim().slice(0, 60) + '"';
  return [
    ...wanted.filter((each) => each.isConnected && ![...seen].some((one) => each.contains(one))).map((each) => name(each) + ' is not reached'),
    ...[...unseen].map((each) => name(each) + ' does not show the focus'),
  ];
})()`;
