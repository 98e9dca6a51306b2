import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addMedia,
  adminAccount,
  type Client,
  eventually,
  type Instance,
  setUpAdmin,
  startInstance,
  videoFile,
} from '../acceptance/harness/index.ts';
import { photograph } from '../fixtures/photo.ts';
import { checkPage, launchBrowser, openContext, watchForFaults } from './page.ts';

const PROCESS_MS = 120_000;

describe('photo albums in a browser', { timeout: 3 * PROCESS_MS }, () => {
  let instance: Instance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  let client: Client;
  let albumId: string;

  beforeAll(async () => {
    [instance, browser] = await Promise.all([startInstance(), launchBrowser()]);
    ({ client } = await setUpAdmin(instance.baseUrl));
    const ids: string[] = [];
    for (const [n, name] of ['harbour', 'meadow', 'tower'].entries()) {
      const bytes = await photograph({
        ...{ width: 900, height: n === 1 ? 1200 : 600, hue: n * 90 },
        exif: { takenAt: `2024:05:0${n + 1} 10:00:00` },
      });
      ids.push(await addMedia(client, { name: `${name}.jpg`, bytes }));
    }
    const film = await videoFile({ format: 'mp4', seconds: 2, width: 640, height: 360 });
    ids.push(await addMedia(client, film));
    for (const mediaId of ids) {
      await eventually(
        `item ${mediaId}`,
        async () => (await client.must('getMedia', { params: { mediaId } })).state === 'ready',
        PROCESS_MS,
      );
    }
    context = await openContext(browser, {
      baseURL: instance.baseUrl,
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    faults = watchForFaults(page);
    await page.goto('/sign-in?next=/photos/albums');
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await button('Sign in').click();
    await heading('Photo albums').waitFor();
  }, PROCESS_MS);
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
  });

  const button = (name: string | RegExp) =>
    page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });
  const tiles = (of = page) => of.locator('button[data-media]');
  const toast = (text: RegExp) => page.locator('[data-sonner-toast]', { hasText: text });
  const order = async () => {
    const { items } = await client.must('listPhotoAlbumItems', {
      params: { photoAlbumId: albumId },
    });
    return items.map(({ fileName }) => fileName.replace(/\..*/, ''));
  };

  it('are made empty, and filled from the timeline', async () => {
    await heading('An album for every story').waitFor();
    await checkPage(page, 'photo-albums-empty');
    await button('New album').click();
    await page.getByLabel('Title').fill('Lake');
    await page.getByLabel('Description').fill('Three days\nby the water');
    await button('Create').click();
    await heading('Lake').waitFor();
    await heading('Nothing in here yet').waitFor();
    await page.getByRole('link', { name: 'Add photos' }).first().click();
    await page.getByText('Choose what goes into “Lake”.').waitFor();
    await button(/^Photo harbour/).click();
    await button(/^Photo tower/).click();
    await button('Add to “Lake”').click();
    await heading('Lake').waitFor();
    await eventually('two tiles', async () => (await tiles().count()) === 2);
    albumId = page.url().split('/').at(-1) ?? '';
  });

  it('take more from a selection and from the lightbox, and a new one on the way', async () => {
    await page.goto('/photos');
    await button(/^Select meadow/).click();
    await button('Add to album').click();
    const dialog = page.getByRole('dialog', { name: 'Add to album' });
    await dialog.getByText('Lake').waitFor();
    await checkPage(page, 'add-to-album');
    await dialog.getByRole('button', { name: /Lake/ }).click();
    await toast(/1 item is in “Lake”/).waitFor();
    await button(/^Video/).click();
    await button('More').click();
    await page.getByRole('menuitem', { name: 'Add to album' }).click();
    await dialog.getByLabel('New album').fill('Films');
    await dialog.getByRole('button', { name: 'Create' }).click();
    await toast(/1 item is in “Films”/).waitFor();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await toast(/“Films”/)
      .getByRole('button', { name: 'Open' })
      .click();
    await heading('Films').waitFor();
    await page.goto('/photos/albums');
    await page.getByRole('link', { name: /Lake/ }).waitFor();
    await checkPage(page, 'photo-albums');
  });

  it('are renamed and described, and get a cover', async () => {
    await page.getByRole('link', { name: /Lake/ }).click();
    await eventually('three tiles', async () => (await tiles().count()) === 3);
    await button('Edit album').click();
    await page.getByLabel('Title').fill('By the lake');
    await button('Save').click();
    await heading('By the lake').waitFor();
    await button(/^Select tower/).click();
    await button('Use as cover').click();
    await eventually('the cover', async () => {
      const album = await client.must('getPhotoAlbum', { params: { photoAlbumId: albumId } });
      return album.coverMediaId !== null;
    });
    await checkPage(page, 'photo-album');
  });

  it('are put into order by keys and by dragging', async () => {
    expect(await order()).toEqual(['tower', 'harbour', 'meadow']);
    await button('Arrange').click();
    const first = page.getByRole('button', { name: /^tower.jpg, 1 of 3/ });
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await page.getByRole('button', { name: /^tower.jpg, 2 of 3/ }).waitFor();
    await eventually('the order', async () => (await order()).join() === 'harbour,tower,meadow');
    await checkPage(page, 'photo-album-arrange');
    const last = page.getByRole('button', { name: /^meadow.jpg, 3 of 3/ });
    await last.hover();
    await page.mouse.down();
    const target = await page.getByRole('button', { name: /^harbour.jpg, 1 of 3/ }).boundingBox();
    await page.mouse.move((target?.x ?? 0) + 20, (target?.y ?? 0) + 20, { steps: 8 });
    await page.mouse.up();
    await page.getByRole('button', { name: /^meadow.jpg, 1 of 3/ }).waitFor();
    await eventually('the order', async () => (await order()).join() === 'meadow,harbour,tower');
    await button('Done').click();
  });

  it('let items go, and take them back where they were', async () => {
    await button(/^Select harbour/).click();
    await button('Take out of the album').click();
    await eventually('two tiles', async () => (await tiles().count()) === 2);
    await toast(/taken out/)
      .getByRole('button', { name: 'Undo' })
      .click();
    await eventually('the order', async () => (await order()).join() === 'meadow,harbour,tower');
    await eventually('three tiles', async () => (await tiles().count()) === 3);
  });

  it('take uploads of their own page', async () => {
    const buffer = await photograph({ width: 640, height: 480, hue: 200 });
    await page
      .getByTestId('album-files')
      .setInputFiles({ name: 'jetty.jpg', mimeType: 'image/jpeg', buffer });
    await button(/^Photo jetty/).waitFor({ timeout: PROCESS_MS });
    await eventually('the album', async () => (await order()).includes('jetty'));
    await button(/^Select jetty/).click();
    await page.getByRole('toolbar').getByRole('button', { name: 'Delete' }).click();
    await button(/^Photo jetty/).waitFor({ state: 'detached' });
  });

  it('become a slideshow', async () => {
    await page.getByRole('link', { name: 'Make a slideshow' }).click();
    await page.getByRole('heading', { name: 'New slideshow' }).waitFor();
    expect(page.url()).toContain(`album=${albumId}`);
    await eventually('its photos', async () => (await page.locator('[data-place]').count()) > 0);
    await page.goto(`/photos/albums/${albumId}`);
  });

  it('are seen by visitors with the link, who add photos where they may', async () => {
    await button('Share').click();
    await button('Make a link').click();
    const link = page.getByRole('textbox', { name: 'Link', exact: true });
    const address = await link.inputValue();
    const settings = page.getByLabel('Link', { exact: true });
    await settings.getByLabel('Visitors may add files').click();
    await eventually('the permission', async () => {
      const { items } = await client.must('listShares');
      return items[0]?.allowGuestUpload ?? false;
    });
    await checkPage(page, 'share-photo-album');

    const guests = await openContext(browser, { baseURL: instance.baseUrl });
    const guest = await guests.newPage();
    const guestFaults = watchForFaults(guest);
    await guest.goto(address);
    await guest.getByRole('heading', { name: 'By the lake', level: 1 }).waitFor();
    await eventually('three tiles', async () => (await tiles(guest).count()) === 3);
    await checkPage(guest, 'shared-album');
    await guest.emulateMedia({ colorScheme: 'dark' });
    await checkPage(guest, 'shared-album-dark');
    await tiles(guest).first().click();
    await guest.locator('[data-zoom]').waitFor();
    const saving = guest.waitForEvent('download');
    await guest.getByRole('button', { name: 'Download' }).click();
    expect((await saving).suggestedFilename()).toMatch(/^photo 2024-05-0\d\.jpg$/);
    await guest.keyboard.press('ArrowRight');
    await guest.keyboard.press('Escape');
    // Whatever is behind it takes no words while it is open.
    await guest.getByRole('dialog').waitFor({ state: 'detached' });

    await guest.getByLabel('Your name').fill('Zoë');
    const bytes = await photograph({ width: 700, height: 500, hue: 300 });
    await guest
      .getByTestId('guest-files')
      .setInputFiles({ name: 'from-zoe.jpg', mimeType: 'image/jpeg', buffer: bytes });
    await guest.getByText('from-zoe.jpg').waitFor();
    await eventually('the fourth tile', async () => (await tiles(guest).count()) === 4, PROCESS_MS);
    await checkPage(guest, 'shared-album-guest');
    expect(guestFaults).toEqual([]);
    await guests.close();

    await page.keyboard.press('Escape');
    await button(/^Photo from-zoe/).click();
    await page.locator('[data-zoom]').waitFor();
    await page.keyboard.press('i');
    await page.getByText('Added by Zoë, by a link').waitFor();
    await page.keyboard.press('Escape');
  });

  it('are open to everyone at their public address, once they are public', async () => {
    await button('Share').click();
    await page.getByRole('radio', { name: 'Public', exact: true }).click();
    const address = await page.getByLabel('Public address').inputValue();
    await eventually('a public album', async () => {
      const album = await client.must('getPhotoAlbum', { params: { photoAlbumId: albumId } });
      return album.visibility === 'public';
    });
    const guests = await openContext(browser, { baseURL: instance.baseUrl });
    const guest = await guests.newPage();
    await guest.goto(address);
    await guest.getByRole('heading', { name: 'By the lake', level: 1 }).waitFor();
    await eventually('four tiles', async () => (await tiles(guest).count()) === 4);
    await checkPage(guest, 'public-album');
    await guest.goto(`/p/media/${crypto.randomUUID()}`);
    await guest.getByRole('heading', { name: 'There is nothing to see here' }).waitFor();
    await checkPage(guest, 'public-gone');
    await guests.close();
    await page.keyboard.press('Escape');
  });

  it('show a video behind a link of its own', async () => {
    const { items } = await client.must('listMedia', { query: { kind: 'video' } });
    const targetId = items[0]?.id ?? '';
    const { path } = await client.must('createShare', { body: { kind: 'media', targetId } });
    const guests = await openContext(browser, { baseURL: instance.baseUrl });
    const guest = await guests.newPage();
    await guest.goto(path);
    await guest.locator('video').waitFor({ timeout: PROCESS_MS });
    await guest.getByRole('button', { name: 'Play the video', exact: true }).click();
    await eventually('a moving picture', () =>
      guest
        .locator('video')
        .evaluate((video) => (video as unknown as { currentTime: number }).currentTime > 0.3),
    );
    await checkPage(guest, 'shared-video');
    await guests.close();
  });

  it('are deleted, and leave what was in them', async () => {
    await button('Delete album').click();
    await page.getByText('The photos and videos in it stay.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete album' }).click();
    await heading('Photo albums').waitFor();
    await eventually('one album', async () => {
      return (await client.must('listPhotoAlbums')).items.length === 1;
    });
    expect((await client.must('listMedia')).items).toHaveLength(5);
    expect(faults).toEqual([]);
  });
});
