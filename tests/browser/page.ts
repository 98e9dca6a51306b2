import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { expect } from 'vitest';
import { eventually } from '../acceptance/harness/index.ts';

/** An empty profile, no requests of its own, and sound that needs no click. */
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--mute-audio',
];

/** Longer than any step takes, also on a slow machine that does much else. */
const STEP_MS = 60_000;

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 844 };

export function launchBrowser(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({ executablePath, headless: true, args: flags });
}

/** A browser of somebody's own, which waits patiently. */
export async function openContext(
  browser: Browser,
  options: BrowserContextOptions = {},
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  context.setDefaultTimeout(STEP_MS);
  return context;
}

/** Faults of the page that no test should overlook. */
export function watchForFaults(page: Page): string[] {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(String(error)));
  page.on('console', (message) => {
    if (/Content.Security.Policy|Refused to/i.test(message.text())) faults.push(message.text());
  });
  return faults;
}

/** Saves a picture when SCREENSHOT_DIR is set. */
export async function screenshot(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOT_DIR;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: 'disabled' });
}

/** Looks at the page on a desk and on a phone: nothing serious by axe, nothing wider than the screen. */
export async function checkPage(page: Page, name: string): Promise<void> {
  for (const [kind, viewport] of Object.entries({ phone, desktop })) {
    await page.setViewportSize(viewport);
    await settled(page);
    await screenshot(page, `${name}-${kind}`);
    let grave = await graveFaults(page);
    // A toast that goes while axe looks has colours on their way: what is a fault stays one.
    for (let again = 0; again < 2 && grave.length > 0; again++) {
      await settled(page);
      grave = await graveFaults(page);
    }
    expect(grave, `${name} on a ${kind}`).toEqual([]);
    const tooWide = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    expect(tooWide, `${name} scrolls sideways on a ${kind}`).toBe(false);
  }
}

/** What axe finds that is serious or critical, with where it is. */
async function graveFaults(page: Page): Promise<string[]> {
  const violations = await lookWithAxe(page);
  return violations.filter(({ isGrave }) => isGrave).map(({ text }) => text);
}

/** All that axe finds by rules with these tags, or by all it has. */
export async function lookWithAxe(page: Page, tags: readonly string[] = []) {
  // Without frames there is nothing to gather in a page of its own, which takes longer than looking.
  const axe = new AxeBuilder({ page }).setLegacyMode();
  if (tags.length > 0) axe.withTags([...tags]);
  const { violations } = await axe.analyze();
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => ({
      isGrave: impact === 'serious' || impact === 'critical',
      text: `${id}: ${target.join(' ')}`,
    })),
  );
}

/** Waits for transitions, which show colours on their way between two right ones. */
function settled(page: Page): Promise<boolean> {
  return eventually('the end of transitions', () => page.evaluate<boolean>(NOTHING_MOVES));
}

const NOTHING_MOVES = `document.getAnimations().every(
  ({ playState, effect }) =>
    playState !== 'running' || effect?.getComputedTiming().iterations === Infinity,
)`;

/** State of the audio element, in seconds. */
export function audioOf(page: Page): Promise<{ seconds: number; paused: boolean }> {
  return page.locator('audio[data-playing]').evaluate((element) => {
    const { currentTime, paused } = element as unknown as { currentTime: number; paused: boolean };
    return { seconds: currentTime, paused };
  });
}
