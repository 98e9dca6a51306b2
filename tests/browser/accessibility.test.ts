import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  eventually,
  type Instance,
  pictureFile,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { launchBrowser, screenshot } from './page.ts';

const STEP_MS = 20_000;
/** What WCAG 2.2 demands at level AA, as far as a program can tell. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const pages = [
  '/',
  '/search?q=alpha',
  '/library',
  '/albums',
  '/artists',
  '/songs',
  '/playlists',
  '/favourites',
  '/history',
  '/photos',
  '/photos/trash',
  '/photos/albums',
  '/kept',
  '/upload',
  '/import',
  '/drafts',
  '/trash',
  '/admin',
  '/account',
  '/outbox',
  '/nothing/here',
] as const;

describe('for everybody', () => {
  let instance: Instance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    const { client } = await setUpAdmin(instance.baseUrl);
    const tags = { title: 'Alpha', artist: 'Ada', album: 'Letters', genre: 'Folk' };
    const cover = await pictureFile();
    await addSong(client, await audioFile({ format: 'mp3', seconds: 3, tags, cover }));
    context = await browser.newContext({ baseURL: instance.baseUrl });
    context.setDefaultTimeout(STEP_MS);
    page = await context.newPage();
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Home' }).waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  async function open(path: string): Promise<void> {
    await page.goto(path);
    await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
    await eventually('the end of loading', () =>
      page.evaluate<boolean>(
        `!document.querySelector('[aria-busy="true"]') && document.getAnimations().every(
          ({ playState, effect }) =>
            playState !== 'running' || effect?.getComputedTiming().iterations === Infinity)`,
      ),
    );
  }

  it.each(['light', 'dark'] as const)(
    'axe finds nothing on any page when it is %s',
    async (colorScheme) => {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width: 1280, height: 800 });
      const found: string[] = [];
      for (const path of pages) {
        await open(path);
        await screenshot(page, `a11y-${colorScheme}${path.replace(/\W/g, '-')}`);
        const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze();
        for (const { id, nodes } of violations) {
          found.push(...nodes.map(({ target }) => `${path} ${id}: ${target.join(' ')}`));
        }
      }
      expect(found).toEqual([]);
    },
  );

  it('nothing is cut off at 320 pixels, which is 400 % on a desk', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    const cut: string[] = [];
    for (const path of pages) {
      await open(path);
      const wide = await page.evaluate<number>(
        `Math.max(document.documentElement.scrollWidth, document.querySelector('main').scrollWidth) - innerWidth`,
      );
      if (wide > 0) cut.push(`${path} by ${wide}`);
    }
    expect(cut).toEqual([]);
  });

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

  it('moves nothing for people who do not want it', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open('/');
    const moving = await page.evaluate<string[]>(
      `document.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 1)
        .map((animation) => animation.animationName ?? animation.transitionProperty)`,
    );
    expect(moving).toEqual([]);
  });
});
