import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addPhotos,
  addSong,
  adminAccount,
  beatFile,
  type Client,
  eventually,
  type Instance,
  setUpAdmin,
  startInstance,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, screenshot, watchForFaults } from './page.ts';

const COLOURS = ['teal', 'orange', 'navy', 'crimson'];
const STEP_MS = 30_000;
const RENDER_MS = 300_000;

describe('slideshows in a browser', { timeout: RENDER_MS }, () => {
  let instance: Instance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let client: Client;
  let faults: string[];

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    client = (await setUpAdmin(instance.baseUrl)).client;
    const { file } = await beatFile({ bpm: 120, seconds: 20, pattern: 'four' });
    await addSong(client, file);
    await addPhotos(client, COLOURS);
    // The stage moves all the time otherwise, and a page that moves cannot be checked.
    const reducedMotion = 'reduce';
    context = await browser.newContext({ baseURL: instance.baseUrl, reducedMotion });
    context.setDefaultTimeout(STEP_MS);
    page = await context.newPage();
    faults = watchForFaults(page);
    await page.goto('/sign-in');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('link', { name: 'Slideshows' }).waitFor();
  }, RENDER_MS);
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });

  it('has a page that says what it is for', async () => {
    await page.goto('/slideshows');
    await page.getByRole('heading', { name: 'Turn photos into a film' }).waitFor();
    await checkPage(page, 'slideshows-empty');
    await page.getByRole('main').getByRole('link', { name: 'New slideshow' }).click();
    await page.getByRole('heading', { name: 'New slideshow' }).waitFor();
    await checkPage(page, 'studio-empty');
  });

  it('takes photos by click, puts them in order by keys, and captions', async () => {
    await button('Add photos').click();
    const photos = page.getByRole('button', { name: /^Photo of/ });
    await photos.nth(COLOURS.length - 1).waitFor();
    await screenshot(page, 'studio-picker');
    for (let n = 0; n < COLOURS.length; n += 1) await photos.nth(n).click();
    await button(`Use ${COLOURS.length} photos`).click();
    const [first] = await page.locator('[data-place] img').all();
    const moved = await first?.getAttribute('src');
    await button('Photo 1 of 4').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.locator('[data-place="1"] img').getAttribute('src')).toBe(moved);
    await page.getByLabel('Caption of photo 2').fill('By the sea');
  });

  it('takes a song and a title', async () => {
    await button('Choose a song').click();
    await page.getByRole('searchbox', { name: 'Search songs' }).fill('beats');
    await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
    await page.getByLabel('Title').fill('Summer');
    await page.getByRole('radio', { name: '720p' }).click();
    await checkPage(page, 'studio');
  });

  it('shows a quick preview', async () => {
    await button('Quick preview').click();
    const video = page.locator('video');
    await video.waitFor({ timeout: RENDER_MS });
    await playsTo(video, 1);
    await screenshot(page, 'studio-preview');
  });

  it('renders, says how far it is, and plays the result', async () => {
    await button('Make video').click();
    await page.getByRole('heading', { name: 'Summer' }).waitFor();
    await screenshot(page, 'slideshow-rendering');
    const video = page.locator('video');
    await video.waitFor({ timeout: RENDER_MS });
    await video.evaluate((element) => (element as unknown as { play(): Promise<void> }).play());
    await playsTo(video, 2);
    await checkPage(page, 'slideshow');
    const download = page.getByRole('link', { name: 'Download' });
    expect(await download.getAttribute('download')).toBe('Summer.mp4');
    await page.goto('/slideshows');
    await page.getByRole('link', { name: /Summer/ }).waitFor();
    await checkPage(page, 'slideshows');
    expect(faults).toEqual([]);
  });

  function playsTo(video: ReturnType<Page['locator']>, seconds: number): Promise<boolean> {
    return eventually(`second ${seconds} of the video`, () =>
      video.evaluate<boolean, number>(
        (element, wanted) => (element as unknown as { currentTime: number }).currentTime > wanted,
        seconds,
      ),
    );
  }
});
