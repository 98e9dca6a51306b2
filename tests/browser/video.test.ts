import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMedia,
  adminAccount,
  eventually,
  type Instance,
  playable,
  setUpAdmin,
  startInstance,
  videoFile,
} from '../acceptance/harness/index.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const SECONDS = 9;
const OPACITY =
  "getComputedStyle(document.querySelector('video').parentElement.lastElementChild).opacity";
const PAUSED = "document.querySelector('video').paused";

describe('a video in the browser', () => {
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    const { client } = await setUpAdmin(instance.baseUrl);
    const file = await videoFile({ format: 'mkv', seconds: SECONDS, width: 640, height: 360 });
    const mediaId = await addMedia(client, file);
    await playable(client, mediaId);
    page = await (await openContext(browser, { baseURL: instance.baseUrl })).newPage();
    faults = watchForFaults(page);
    await page.goto(`/sign-in?next=/videos/${mediaId}`);
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await region().waitFor();
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  const region = () => page.getByRole('region', { name: 'Video player: Video' });
  const state = () =>
    page.locator('video').evaluate((element) => {
      const { currentTime, paused, ended, muted, videoWidth, error } = element as unknown as Record<
        string,
        number | boolean | { message: string } | null
      >;
      return { currentTime, paused, ended, muted, videoWidth, error };
    }) as Promise<{ currentTime: number; paused: boolean; ended: boolean; muted: boolean }>;
  const reaches = (what: string, check: (now: Awaited<ReturnType<typeof state>>) => boolean) =>
    eventually(what, async () => check(await state()));

  it('shows its poster, and passes on a desk and on a phone', async () => {
    await page.getByRole('slider', { name: 'Seek in the video' }).waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await checkPage(page, `video-${colorScheme}`);
    }
  });

  it('shows what comes elsewhere above the bar', async () => {
    const bar = page.getByRole('slider', { name: 'Seek in the video' });
    const track = region().locator('[data-orientation="horizontal"]').first();
    await bar.waitFor();
    const box = await track.boundingBox();
    if (!box) throw new Error('no bar');
    await page.mouse.move(box.x + box.width * 0.6, box.y + box.height / 2);
    const tile = region().locator('[style*="storyboard.jpg"]');
    await tile.waitFor();
    expect((await tile.boundingBox())?.width).toBe(160);
    await screenshot(page, 'video-storyboard');
  });

  it('obeys the keyboard', async () => {
    await region().locator('video').click();
    await reaches('playing', ({ paused }) => !paused);
    await page.keyboard.press('k');
    await reaches('a pause', ({ paused }) => paused);
    await page.keyboard.press('m');
    await reaches('silence', ({ muted }) => muted);
    await page.keyboard.press('5');
    await reaches('the middle', ({ currentTime }) => Math.abs(currentTime - SECONDS / 2) < 0.5);
    await page.keyboard.press('ArrowLeft');
    await reaches('the start', ({ currentTime }) => currentTime < 0.5);
  });

  it('shows its controls to a finger before that stops it', async () => {
    const context = await openContext(browser, {
      ...{ baseURL: instance.baseUrl, storageState: await page.context().storageState() },
      ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    });
    const phone = await context.newPage();
    await phone.goto(new URL(page.url()).pathname);
    const video = phone.locator('video');
    const shown = (opacity: string) =>
      eventually(
        `opacity ${opacity}`,
        async () => (await phone.evaluate<string>(OPACITY)) === opacity,
      );
    const paused = (is: boolean) =>
      eventually(`paused ${is}`, async () => (await phone.evaluate<boolean>(PAUSED)) === is);
    await video.tap();
    await paused(false);
    await shown('0');
    await video.tap();
    await shown('1');
    await paused(false);
    await video.tap();
    await paused(true);
    await context.close();
  });

  it('is played by the browser itself where scripts cannot', async () => {
    const context = await openContext(browser, {
      ...{ baseURL: instance.baseUrl, storageState: await page.context().storageState() },
    });
    await context.addInitScript(
      "for (const name of ['MediaSource', 'ManagedMediaSource', 'WebKitMediaSource']) delete globalThis[name];",
    );
    const other = await context.newPage();
    await other.goto(new URL(page.url()).pathname);
    const video = other.locator('video');
    await eventually('the stream itself', async () =>
      /master\.m3u8/.test((await video.getAttribute('src')) ?? ''),
    );
    await video.click();
    await eventually('a second of it', () =>
      other.evaluate<boolean>("document.querySelector('video').currentTime > 1"),
    );
    await context.close();
  });

  it('plays to its end, in a stream, and again', async () => {
    const { currentTime } = await state();
    expect(currentTime).toBeLessThan(0.5);
    await page.keyboard.press('k');
    await reaches('the end', ({ ended }) => ended);
    const after = await state();
    expect(after.currentTime).toBeGreaterThan(SECONDS - 0.2);
    expect(after).toMatchObject({ error: null, videoWidth: 640 });
    const source = await page.locator('video').getAttribute('src');
    expect(source).toMatch(/^blob:/);
    await page.getByRole('button', { name: 'Play the video again' }).click();
    await reaches('another round', ({ paused, ended }) => !paused && !ended);
    expect(faults).toEqual([]);
  });
});
