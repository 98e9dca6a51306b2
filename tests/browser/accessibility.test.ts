import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../acceptance/harness/index.ts';
import { everyPage, type Filled, fillLibrary, routesOfRouter } from './every-page.ts';
import { keyboardFaults } from './keyboard.ts';
import { lookWithAxe, openContext, screenshot } from './page.ts';
import { openWorld, type World } from './world.ts';

/** What WCAG 2.2 demands at level AA, as far as a program can tell. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const looks = (['light', 'dark'] as const).flatMap((colorScheme) => [
  { colorScheme, name: `${colorScheme}-desktop`, viewport: { width: 1440, height: 900 } },
  { colorScheme, name: `${colorScheme}-phone`, viewport: { width: 390, height: 844 } },
]);
/** Looking at everything in every light takes a while. */
const LONG_MS = 600_000;

describe('for everybody', () => {
  let world: World;
  let page: Page;
  let guest: Page;
  let pages: ReturnType<typeof everyPage>;

  beforeAll(async () => {
    let filled: Filled | undefined;
    world = await openWorld({
      fill: async (client) => {
        filled = await fillLibrary(client);
      },
    });
    page = world.page;
    const context = await openContext(world.browser, { baseURL: world.instance.baseUrl });
    guest = await context.newPage();
    pages = everyPage(filled as Filled);
  }, LONG_MS);
  afterAll(() => world.dispose());

  async function open(path: string, on = page): Promise<void> {
    await on.goto(path);
    await on.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await settled(on);
  }

  const settled = (on: Page) =>
    eventually('the end of loading', () =>
      on.evaluate<boolean>(
        `!document.querySelector('[aria-busy="true"]') && document.getAnimations().every(
          ({ playState, effect }) =>
            playState !== 'running' || effect?.getComputedTiming().iterations === Infinity)`,
      ),
    );

  /** What axe finds in any light, on a desk and on a phone. */
  async function faultsOf(name: string, on = page): Promise<string[]> {
    const found: string[] = [];
    for (const look of looks) {
      await on.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
      await on.setViewportSize(look.viewport);
      await settled(on);
      await screenshot(on, `${name.replace(/\W+/g, '-')}-${look.name}`);
      const faults = await lookWithAxe(on, rules);
      found.push(...faults.map(({ text }) => `${name} ${look.name} ${text}`));
    }
    return found;
  }

  /** Pixels that are out of reach at 320 pixels, which is 400 % on a desk. */
  async function cutOffOn(on: Page): Promise<number> {
    await on.setViewportSize({ width: 320, height: 640 });
    await settled(on);
    return on.evaluate<number>(
      `Math.max(document.documentElement.scrollWidth,
        document.querySelector('main')?.scrollWidth ?? 0) - innerWidth`,
    );
  }

  /** What moves for longer than nobody sees, by its name. */
  const movingOn = (on: Page) =>
    on.evaluate<string[]>(
      `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 1)
        .map((animation) => animation.animationName ?? animation.transitionProperty)`,
    );

  it('every page of the router is looked at', async () => {
    expect(Object.keys(pages).toSorted()).toEqual((await routesOfRouter()).toSorted());
  });

  it(
    'on every page axe finds nothing in any look, keys reach everything, and nothing is cut off or moves',
    async () => {
      const faults: string[] = [];
      for (const [route, { path, signedOut }] of Object.entries(pages)) {
        const on = signedOut ? guest : page;
        await on.emulateMedia({ reducedMotion: 'reduce' });
        await open(path, on);
        faults.push(...(await movingOn(on)).map((name) => `${path} moves: ${name}`));
        faults.push(...(await faultsOf(`page ${route}`, on)));
        await on.setViewportSize({ width: 1440, height: 900 });
        faults.push(...(await keyboardFaults(on)).map((fault) => `${path} by keyboard: ${fault}`));
        const wide = await cutOffOn(on);
        if (wide > 0) faults.push(`${path} is cut off by ${wide}`);
      }
      expect(faults).toEqual([]);
    },
    LONG_MS,
  );

  it(
    'axe finds nothing in what opens above the pages',
    async () => {
      const found: string[] = [];
      const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
      const opened: Record<string, () => Promise<void>> = {
        'song menu': () => page.getByRole('button', { name: 'More about Alpha' }).click(),
        'song details': async () => {
          await page.getByRole('button', { name: 'More about Alpha' }).click();
          await page.getByRole('menuitem', { name: 'Details' }).click();
        },
        'song editor': async () => {
          await page.getByRole('button', { name: 'More about Alpha' }).click();
          await page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
        },
        'add to playlist': async () => {
          await page.getByRole('button', { name: 'More about Alpha' }).click();
          await page.getByRole('menuitem', { name: 'Add to playlist' }).click();
        },
        'player settings': () => button('Player settings').click(),
        queue: () => button('Queue').click(),
        'keyboard shortcuts': () => page.keyboard.press('?'),
        'now playing': () => page.getByRole('button', { name: /Open now playing:/ }).click(),
        lyrics: () => button('Lyrics').click(),
      };
      for (const [name, show] of Object.entries(opened)) {
        await page.setViewportSize({ width: 1440, height: 900 });
        await open('/songs');
        if ((await page.getByRole('button', { name: /Open now playing:/ }).count()) === 0) {
          await page.getByRole('row', { name: /Alpha/ }).focus();
          await page.keyboard.press('Enter');
          await page.getByRole('button', { name: /Open now playing:/ }).waitFor();
          await button('Pause').first().click();
        }
        await show();
        await page.locator('[role="dialog"], [role="menu"]').first().waitFor();
        found.push(...(await faultsOf(name)));
      }
      expect(found).toEqual([]);
    },
    LONG_MS,
  );

  const focused = () =>
    page.evaluate<string>(
      `(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()`,
    );

  it('the keyboard reaches the content first, and shows where it is', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await open('/songs');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to content');
    await page.keyboard.press('Enter');
    await eventually('the focus in the content', () =>
      page.evaluate<boolean>(`document.activeElement?.id === 'content'`),
    );
    await page.keyboard.press('Tab');
    const seen = await page.evaluate<string>(
      `(() => { const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
        return outlineStyle + ' ' + parseFloat(outlineWidth); })()`,
    );
    expect(seen).toMatch(/^(solid|auto) [1-9]/);
    expect(await page.evaluate(`!!document.activeElement.closest('main')`)).toBe(true);
  });

  it('a song is found, played and looked at without a mouse', async () => {
    await open('/songs');
    await page.getByRole('row', { name: /Alpha/ }).focus();
    await page.keyboard.press('Enter');
    await page
      .getByRole('region', { name: 'Player' })
      .getByRole('button', { name: 'Pause' })
      .waitFor();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('dialogs keep the focus inside and give it back', async () => {
    await open('/playlists');
    const opener = page.getByRole('button', { name: 'New playlist' }).first();
    await opener.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (let press = 0; press < 8; press += 1) {
      await page.keyboard.press('Tab');
      expect(await page.evaluate(`!!document.activeElement.closest('[role="dialog"]')`)).toBe(true);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await eventually('the focus on what opened it', async () =>
      (await focused()).includes('New playlist'),
    );
  });
});
