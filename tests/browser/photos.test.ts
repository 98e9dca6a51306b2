import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  eventually,
  type Instance,
  setUpAdmin,
  startInstance,
  videoFile,
} from '../acceptance/harness/index.ts';
import { photograph } from '../fixtures/photo.ts';
import { checkPage, launchBrowser, openContext, screenshot, watchForFaults } from './page.ts';

const PROCESS_MS = 120_000;

describe('photos and videos in a browser', { timeout: PROCESS_MS }, () => {
  let instance: Instance;
  let browser: Browser;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    await setUpAdmin(instance.baseUrl);
    const context = await openContext(browser, { baseURL: instance.baseUrl });
    page = await context.newPage();
    faults = watchForFaults(page);
    await page.goto('/sign-in?next=/photos');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('heading', { name: 'Photos', level: 1 }).waitFor();
  }, PROCESS_MS);
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const tiles = () => page.locator('button[data-media]');
  const harbour = () => button(/^Photo harbour/i);
  const lightbox = () => page.getByRole('dialog');

  it('invites to upload', async () => {
    await page.getByRole('heading', { name: /safe and at hand/ }).waitFor();
    await checkPage(page, 'photos-empty');
  });

  it('takes a photo and a video, and shows them by the day they were taken', async () => {
    const harbourFile = await photograph({
      ...{ width: 1600, height: 1000 },
      exif: { takenAt: '2024:02:29 13:14:15', location: { latitude: 52, longitude: 13 } },
    });
    const others = [40, 80, 120, 160, 200].map(async (hue, n) => ({
      name: `IMG_${n}.jpg`,
      mimeType: 'image/jpeg',
      buffer: await photograph({
        ...{ width: n % 2 ? 600 : 900, height: n % 2 ? 800 : 600, hue },
        exif: { takenAt: '2024:02:28 10:00:00' },
      }),
    }));
    const film = await videoFile({ format: 'mp4', seconds: 3, width: 640, height: 360 });
    await page
      .getByTestId('file-input')
      .first()
      .setInputFiles([
        { name: 'harbour.jpg', mimeType: 'image/jpeg', buffer: harbourFile },
        { name: 'film.mp4', mimeType: 'video/mp4', buffer: Buffer.from(film.bytes) },
        ...(await Promise.all(others)),
      ]);
    await page.getByRole('heading', { name: 'Thursday, February 29, 2024' }).waitFor();
    await harbour().waitFor();
    await eventually('pictures of all', pictures, PROCESS_MS);
    expect(await tiles().count()).toBe(7);
    await checkPage(page, 'photos');
    await page.emulateMedia({ colorScheme: 'dark' });
    await checkPage(page, 'photos-dark');
    await page.emulateMedia({ colorScheme: 'light' });
  });

  const pictures = () =>
    page.evaluate<boolean>(
      `(() => { const shown = [...document.querySelectorAll('[data-media] picture img')];
        return shown.length === 7 && shown.every((img) => img.complete && img.naturalWidth > 0); })()`,
    );

  it('opens one from edge to edge, zooms by wheel, keys and double click', async () => {
    await harbour().click();
    const stage = page.locator('[data-zoom]');
    await stage.waitFor();
    const zoom = async () => Number(await stage.getAttribute('data-zoom'));
    await stage.hover();
    await page.mouse.wheel(0, -400);
    await eventually('a larger picture', async () => (await zoom()) > 1.5);
    await screenshot(page, 'photo-zoomed');
    await page.keyboard.press('0');
    await eventually('the whole picture', async () => (await zoom()) === 1);
    await stage.dblclick({ position: { x: 300, y: 300 } });
    await eventually('a close-up', async () => (await zoom()) === 2.5);
    await stage.dblclick();
    await eventually('the whole picture again', async () => (await zoom()) === 1);
  });

  it('zooms by two fingers and by a double tap', async () => {
    const context = await openContext(browser, {
      ...{ baseURL: instance.baseUrl, storageState: await page.context().storageState() },
      ...{ viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true },
    });
    const phone = await context.newPage();
    await phone.goto('/photos');
    await phone.getByRole('button', { name: /^Photo harbour/i }).tap();
    const stage = phone.locator('[data-zoom]');
    await stage.waitFor();
    const zoom = async () => Number(await stage.getAttribute('data-zoom'));
    const fingers = await context.newCDPSession(phone);
    // When the fingers move is said along, so that no machine is too slow for them.
    let seconds = Date.now() / 1000;
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', ...xs: number[]) => {
      seconds += 0.03;
      const touchPoints = xs.map((x, id) => ({ x, y: 420, id }));
      return fingers.send('Input.dispatchTouchEvent', { type, timestamp: seconds, touchPoints });
    };
    const doubleTap = async () => {
      seconds += 1;
      for (let tap = 0; tap < 2; tap += 1) {
        await touch('touchStart', 195);
        await touch('touchEnd');
      }
    };
    await touch('touchStart', 165, 225);
    for (const apart of [40, 60, 80, 100]) await touch('touchMove', 195 - apart, 195 + apart);
    await touch('touchEnd');
    await eventually('a larger picture', async () => (await zoom()) > 2);
    await screenshot(phone, 'photo-pinched');
    await doubleTap();
    await eventually('the whole picture', async () => (await zoom()) === 1);
    await doubleTap();
    await eventually('a close-up', async () => (await zoom()) === 2.5);
    await context.close();
  });

  it('says what it knows, and takes a tag and a name', async () => {
    await page.keyboard.press('i');
    await page.getByText('Only you see this; nothing shared contains it.').waitFor();
    await page.getByLabel('Add a tag').fill('sea');
    await page.keyboard.press('Enter');
    await button('Remove the tag sea').waitFor();
    await page.getByLabel('Name').fill('Harbour at noon');
    await page.keyboard.press('Enter');
    await lightbox().getByText('Harbour at noon', { exact: true }).first().waitFor();
    await page.getByLabel('Caption').fill('Gulls, and a ferry that is late');
    await page.getByRole('button', { name: 'Save' }).click();
    await lightbox().getByRole('paragraph').filter({ hasText: 'Gulls, and a ferry' }).waitFor();
    await checkPage(page, 'photo-details');
    await page.keyboard.press('Escape');
    await lightbox().waitFor({ state: 'detached' });
  });

  it('leafs by keys, and plays the video', async () => {
    await button(/^Video/).click();
    await lightbox().locator('video').waitFor({ timeout: PROCESS_MS });
    await screenshot(page, 'photos-video');
    await page.keyboard.press('ArrowRight');
    await page.locator('[data-zoom]').waitFor();
    await page.keyboard.press('ArrowLeft');
    await lightbox().locator('video').waitFor();
    await page.keyboard.press('Escape');
    await lightbox().waitFor({ state: 'detached' });
  });

  it('plays a video in small under the pointer', async () => {
    await page.mouse.move(0, 0);
    await button(/^Video/).hover();
    await button(/^Video/)
      .locator('video')
      .waitFor({ timeout: PROCESS_MS });
    await eventually('its picture to move', () =>
      page.evaluate<boolean>("document.querySelector('[data-media] video').currentTime > 0"),
    );
    await page.mouse.move(0, 0);
    await button(/^Video/)
      .locator('video')
      .waitFor({ state: 'detached' });
  });

  it('asks what looks alike for the photo that one stays at, not for those leafed past', async () => {
    // A clock of its own is one of the whole context.
    const context = await openContext(browser, {
      ...{ baseURL: instance.baseUrl, storageState: await page.context().storageState() },
    });
    const reader = await context.newPage();
    await reader.goto('/photos');
    const first = reader.getByRole('button', { name: /^Photo harbour/i });
    await first.waitFor();
    await reader.clock.install();
    await reader.clock.pauseAt(Date.now() + 60_000);
    const asked: string[] = [];
    const details: string[] = [];
    reader.on('request', (request) => {
      const [, id, what] =
        /\/api\/v1\/media\/([0-9a-f-]{36})(?:\/(.+))?$/.exec(request.url()) ?? [];
      if (id && what === 'similar') asked.push(id);
      if (id && what === undefined) details.push(id);
    });
    const opened = () => new URL(reader.url()).searchParams.get('open');
    const named = reader.getByRole('dialog').getByRole('heading');
    await first.click();
    const seen = new Set([await named.textContent()]);
    for (let leaves = 0; leaves < 3; leaves += 1) {
      await reader.keyboard.press('ArrowRight');
      await eventually('another one', async () => !seen.has(await named.textContent()));
      seen.add(await named.textContent());
    }
    const question = reader.waitForRequest(/\/similar/);
    await reader.clock.runFor(5_000);
    await question;
    expect(asked).toEqual([opened()]);
    expect(details).toEqual([]);
    const shown = reader.waitForRequest((request) => request.url().endsWith(`/media/${opened()}`));
    await reader.keyboard.press('i');
    await shown;
    expect(details).toEqual([opened()]);
    await context.close();
  });

  it('deletes and takes it back, from the lightbox and for many', async () => {
    await harbour().click();
    await page.locator('[data-zoom]').waitFor();
    await page.keyboard.press('Delete');
    await harbour().waitFor({ state: 'detached' });
    await page.locator('[data-sonner-toast] button', { hasText: 'Undo' }).click();
    await page.keyboard.press('Escape');
    await harbour().waitFor();
    await button(/^Select all of Wednesday/).click();
    await page.getByText('5 selected').waitFor();
    const saved: string[] = [];
    page.on('download', (download) => saved.push(download.suggestedFilename()));
    await page.getByRole('toolbar').getByRole('button', { name: 'Download' }).click();
    await eventually('five files', async () => saved.length === 5, PROCESS_MS);
    expect(saved.toSorted()).toEqual([0, 1, 2, 3, 4].map((n) => `IMG_${n}.jpg`));
    await screenshot(page, 'photos-selected');
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await eventually('two tiles', async () => (await tiles().count()) === 2);
    await page.getByRole('main').getByRole('link', { name: 'Trash' }).click();
    await page.getByRole('heading', { name: 'Trash' }).waitFor();
    await eventually('five in the trash', async () => (await tiles().count()) === 5);
    await button(/^Select all of February/).click();
    await checkPage(page, 'photos-trash');
    await button('Restore').click();
    await page.getByRole('heading', { name: 'The trash is empty' }).waitFor();
  });

  it('makes a slideshow of what is selected', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Photos' }).click();
    await button(/^Select all of Wednesday/).click();
    await button('Make a slideshow of these').click();
    await page.getByRole('heading', { name: 'New slideshow' }).waitFor();
    await eventually('five photos', async () => (await page.locator('[data-place]').count()) === 5);
    expect(faults).toEqual([]);
  });
});
