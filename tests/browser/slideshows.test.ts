import { readdir, readFile, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import type { SlideshowDetails } from '@madrigal/contract';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMedia,
  addSong,
  adminAccount,
  beatFile,
  type Client,
  eventually,
  hasDataFolder,
  type Instance,
  type LocalFile,
  pickable,
  setUpAdmin,
  startInstance,
  videoFile,
} from '../acceptance/harness/index.ts';
import { ffmpeg } from '../fixtures/ffmpeg.ts';
import { photograph, withExif } from '../fixtures/photo.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const RENDER_MS = 300_000;
const PHOTOS = 5;

/** Real photos, one of them turned by its EXIF, and a made one that stands upright. */
async function cameraPhotos(): Promise<LocalFile[]> {
  const real = ['rocket.jpg', 'coffee.jpg', 'cat.jpg', 'astronaut.jpg'].map(async (name) => ({
    name,
    jpeg: await readFile(new URL(`../fixtures/photos/${name}`, import.meta.url)),
    orientation: name === 'coffee.jpg' ? 6 : 1,
  }));
  const jpeg = await photograph({ width: 900, height: 1600 });
  const all = [...(await Promise.all(real)), { name: 'test-card.jpg', jpeg, orientation: 1 }];
  return all.map(({ name, jpeg, orientation }, n) => ({
    name,
    bytes: withExif(jpeg, { orientation, takenAt: `2024:05:0${n + 1} 10:00:00` }),
  }));
}

describe('slideshows in a browser', { timeout: RENDER_MS }, () => {
  let instance: Instance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let client: Client;
  let faults: string[];
  let photoIds: string[];

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    client = (await setUpAdmin(instance.baseUrl)).client;
    const { file } = await beatFile({ bpm: 120, seconds: 20, pattern: 'four' });
    await addSong(client, file);
    photoIds = [];
    for (const photo of await cameraPhotos()) photoIds.push(await addMedia(client, photo));
    const clip = await videoFile({ format: 'mp4', seconds: 8, width: 640, height: 360 });
    const videoId = await addMedia(client, clip);
    for (const id of [...photoIds, videoId]) await pickable(client, id);
    const mediaIds = [...photoIds.slice(0, 3), videoId];
    await client.must('createPhotoAlbum', { body: { title: 'Harbour', mediaIds } });
    // The stage moves all the time otherwise, and a page that moves cannot be checked.
    const reducedMotion = 'reduce';
    context = await openContext(browser, { baseURL: instance.baseUrl, reducedMotion });
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
  const turns = () => page.locator('[data-place]');
  const pictureAt = (place: number) =>
    page.locator(`[data-place="${place}"] img`).getAttribute('src');

  it('has a page that says what it is for', async () => {
    await page.goto('/slideshows');
    await page.getByRole('heading', { name: 'Turn photos into a film' }).waitFor();
    await checkPage(page, 'slideshows-empty');
    await page.getByRole('main').getByRole('link', { name: 'New slideshow' }).click();
    await page.getByRole('heading', { name: 'New slideshow' }).waitFor();
    await checkPage(page, 'studio-empty');
  });

  it('begins with the best of an album, chosen there or here', async () => {
    const { items } = await client.must('listPhotoAlbums');
    await page.goto(`/slideshows/new?album=${items[0]?.id}`);
    await turns().first().waitFor();
    const best = await turns().count();
    expect(best).toBeGreaterThan(0);
    expect(best).toBeLessThanOrEqual(3);
    await page.goto('/slideshows/new');
    await button('Pick the best').click();
    await screenshot(page, 'studio-best');
    await page.getByRole('menuitem', { name: /Harbour/ }).click();
    await expect.poll(() => turns().count()).toBe(best);
  });

  it('takes photos and clips by click, from all or from an album', async () => {
    await button('Add photos').click();
    const dialog = page.getByRole('dialog');
    const every = dialog.getByRole('button', { name: /^(Photo|Video) of/ });
    await expect.poll(() => every.count()).toBe(PHOTOS + 1);
    await checkPage(page, 'studio-picker');
    await dialog.getByRole('button', { name: 'Harbour' }).click();
    await expect.poll(() => every.count()).toBe(4);
    await dialog.getByRole('button', { name: 'All', exact: true }).click();
    await expect.poll(() => every.count()).toBe(PHOTOS + 1);
    for (const each of await every.all()) {
      if ((await each.getAttribute('aria-pressed')) === 'false') await each.click();
    }
    await button(`Use ${PHOTOS + 1} photos`).click();
    await expect.poll(() => turns().count()).toBe(PHOTOS + 1);
  });

  it('puts them in order by dragging and by keys, and captions them', async () => {
    await page.setViewportSize({ width: 1440, height: 900 });
    const first = await pictureAt(0);
    await drag(button(/^Photo 1 of/), button(/^Photo 3 of/));
    await expect.poll(() => pictureAt(2)).toBe(first);
    await button(/^Photo 3 of/).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => pictureAt(1)).toBe(first);
    await button(/^Photo 2 of/).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => pictureAt(0)).toBe(first);
    await page.getByLabel('Caption of photo 2').fill('By the sea');
  });

  it('shows the part of a video that one chooses', async () => {
    await button(/^Choose the part of video/).click();
    const dialog = page.getByRole('dialog', { name: 'Part of the video' });
    const video = dialog.locator('video');
    await expect.poll(() => readyOf(video)).toBeGreaterThan(0);
    await dialog.getByLabel('Length').fill('1500');
    await dialog.getByLabel('Starts at').fill('3000');
    await expect.poll(() => secondsOf(video)).toBeCloseTo(3, 0);
    await checkPage(page, 'studio-clip');
    await dialog.getByRole('button', { name: 'Done' }).click();
    await button(/^Choose the part of video/)
      .getByText('0:03–0:04')
      .waitFor();
  });

  it('takes a song, a title, and every look there is', async () => {
    await button('Choose a song').click();
    await page.getByRole('searchbox', { name: 'Search songs' }).fill('beats');
    await page.getByRole('dialog').getByRole('listitem').getByRole('button').first().click();
    await page.getByLabel('Starts at').fill('2000');
    await page.getByRole('switch', { name: 'Fade in and out' }).click();
    await page.getByRole('switch', { name: 'Even loudness' }).click();
    await page.getByLabel('Title').fill('Summer');
    for (const group of [
      ['As long as the song', 'Seconds per photo'],
      ['9:16', '1:1', '4:3', '16:9'],
      ['1080p', '1440p', '2160p', '720p'],
      ['Cut', 'Slide', 'Wipe', 'Zoom', 'Fade'],
      ['Show whole', 'Fill frame', 'Automatic'],
    ]) {
      for (const name of group) {
        await page.getByRole('radio', { name, exact: true }).click();
        if (name === '9:16') await screenshot(page, 'studio-tall');
      }
    }
    await page.getByRole('slider', { name: 'Seconds per photo' }).fill('1.5');
    await checkPage(page, 'studio');
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page, 'studio-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  it('shows a quick preview', async () => {
    await button('Quick preview').click();
    const video = page.locator('video[aria-label*="Preview"]');
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
    const address = new URL((await download.getAttribute('href')) ?? '', instance.baseUrl).href;
    const log = await ffmpeg(['-i', address, '-f', 'null', '-'], 'info');
    expect(log).toMatch(/Video: h264.*1280x720.*30 fps/);
    expect(log).toMatch(/Audio: aac.*48000 Hz, stereo/);
    // Five photos of 1.5 s and as long a clip, to the next beat.
    expect(log).toMatch(/Duration: 00:00:0(8\.[5-9]|9\.[0-5])/);
  });

  it('gives it to others, and is listed', async () => {
    await button('Share').click();
    await button('Make a link').click();
    const link = page.getByRole('textbox', { name: 'Link' });
    const address = await link.inputValue();
    await page.keyboard.press('Escape');
    const visitor = await (await openContext(browser)).newPage();
    await visitor.goto(address);
    await visitor.locator('video').waitFor();
    await checkPage(visitor, 'slideshow-shared');
    await visitor.context().close();
    await page.goto('/slideshows');
    await page.getByRole('link', { name: /Summer/ }).waitFor();
    await checkPage(page, 'slideshows');
  });

  it('is stopped, and made after all', async () => {
    const { id } = await ask('Long', { resolution: '2160p', secondsPerPhoto: 30 });
    await page.goto(`/slideshows/${id}`);
    await button('Cancel').click();
    await page.getByText('It was stopped before it was finished.').waitFor();
    await checkPage(page, 'slideshow-cancelled');
    await button('Try again').click();
    await button('Cancel').click();
    await button('Try again').waitFor();
  });

  it.runIf(hasDataFolder)('names a broken photo, and goes without it', async () => {
    const broken = photoIds[0] ?? '';
    await damage(broken);
    const { id } = await ask('Broken', { resolution: '720p', secondsPerPhoto: 0.5 });
    await page.goto(`/slideshows/${id}`);
    const again = button('Try again without it');
    await again.waitFor({ timeout: RENDER_MS });
    const { fileName } = await client.must('getMedia', { params: { mediaId: broken } });
    await page.getByText(fileName).waitFor();
    await checkPage(page, 'slideshow-broken');
    await again.click();
    await page.locator('video').waitFor({ timeout: RENDER_MS });
    await page.getByText('1 damaged photo was left out.').waitFor();
  });

  it('is deleted', async () => {
    await button(/^More about/).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('heading', { name: 'Slideshows' }).waitFor();
    await page.getByRole('link', { name: /Broken/ }).waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });

  async function ask(
    name: string,
    how: { resolution: '720p' | '2160p'; secondsPerPhoto: number },
  ): Promise<SlideshowDetails> {
    const { resolution, secondsPerPhoto } = how;
    const photos = photoIds.map((mediaId) => ({ mediaId }));
    const pace = { kind: 'seconds', secondsPerPhoto } as const;
    return client.must('createSlideshow', { body: { name, spec: { photos, pace, resolution } } });
  }

  /** Cuts off half of what was uploaded, as a disk that goes bad may. */
  async function damage(mediaId: string): Promise<void> {
    const folder = join(instance.dataDir, 'blobs/raw/objects/originals');
    const names = await readdir(folder, { recursive: true });
    const path = join(folder, names.find((name) => name.includes(mediaId)) ?? 'nowhere');
    await truncate(path, Math.floor((await readFile(path)).byteLength / 2));
  }

  async function drag(from: Locator, to: Locator): Promise<void> {
    await from.scrollIntoViewIfNeeded();
    const [start, end] = [await from.boundingBox(), await to.boundingBox()];
    if (!start || !end) throw new Error('There is nothing to drag.');
    await page.mouse.move(start.x + start.width / 2, start.y + start.height / 2);
    await page.mouse.down();
    await page.mouse.move(end.x + end.width / 2, end.y + end.height / 2, { steps: 8 });
    await page.mouse.up();
  }

  function secondsOf(video: Locator): Promise<number> {
    return video.evaluate((element) => (element as unknown as { currentTime: number }).currentTime);
  }

  function readyOf(video: Locator): Promise<number> {
    return video.evaluate((element) => (element as unknown as { readyState: number }).readyState);
  }

  function playsTo(video: Locator, seconds: number): Promise<boolean> {
    return eventually(
      `second ${seconds} of the video`,
      async () => (await secondsOf(video)) > seconds,
    );
  }
});
