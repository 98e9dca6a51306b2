import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Import } from '@madrigal/contract';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually, hasServerFolders } from '../acceptance/harness/index.ts';
import { synthesise } from '../fixtures/audio.ts';
import { checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

interface Drawn {
  style: { width: string };
}

describe('an admin in the browser', () => {
  let world: World;
  let page: Page;
  let faults: string[];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'madrigal-editing-'));
    world = await openWorld({
      fill: async (client) => {
        for (const [title, artist] of [
          ['Alpha', 'The Band'],
          ['Beta', 'The Band'],
          ['Gamma', 'Band, The'],
        ] as const) {
          const tags = { title, artist, album: `Album of ${title}` };
          await addSong(client, await audioFile({ format: 'mp3', seconds: 2, tags }));
        }
      },
      path: '/songs',
    });
    ({ page, faults } = world);
    await row('Alpha').waitFor();
  });
  afterAll(async () => {
    await world.dispose();
    await rm(folder, { recursive: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name, exact: true });
  const row = (title: string) =>
    page.getByRole('row', { name: new RegExp(`^(Play |Select )?${title}`) });
  const dialog = () => page.getByRole('dialog');
  const closed = () => dialog().waitFor({ state: 'detached' });

  async function choose(title: string, item: string): Promise<void> {
    await page.setViewportSize({ width: 1280, height: 800 });
    await button(`More about ${title}`).click();
    await page.getByRole('menuitem', { name: item, exact: true }).click();
  }

  it('edits one song, with its lyrics', async () => {
    await choose('Alpha', 'Edit');
    await dialog().getByLabel('Year').fill('year?');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().getByLabel('Year').and(page.locator('[aria-invalid="true"]')).waitFor();
    await dialog().getByLabel('Year').fill('1984');
    await dialog().getByLabel('Title').fill('Alpha and Omega');
    await dialog().getByLabel('Lyrics').fill('[00:00.10]la la');
    await checkPage(page, 'edit-song');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await row('Alpha and Omega').waitFor();
  });

  it('moves several songs to one album at once', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await row('Alpha').click({ modifiers: ['ControlOrMeta'], position: { x: 300, y: 8 } });
    await row('Beta').click();
    await page.getByText('2 selected').waitFor();
    await checkPage(page, 'songs-selected');
    await page.setViewportSize({ width: 1280, height: 800 });
    await button('Edit').click();
    await dialog().getByLabel('Album', { exact: true }).fill('Greek letters');
    await checkPage(page, 'edit-songs');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await page.setViewportSize({ width: 1280, height: 800 });
    await button('Clear selection').click();
    await row('Beta').getByRole('link', { name: 'Greek letters' }).click();
    await page.getByRole('heading', { name: 'Greek letters' }).waitFor();
    await page.getByText('2 songs').first().waitFor();
  });

  it('gives an album a cover: the square of the picture that was chosen', async () => {
    const picture = join(folder, 'cover.png');
    const half = { width: 64, height: 64, channels: 3, background: 'red' } as const;
    await sharp({ create: { ...half, width: 128, background: 'blue' } })
      .composite([{ input: { create: half }, left: 0, top: 0 }])
      .toFile(picture);
    await choose('Greek letters', 'Change cover');
    await page.getByTestId('cover-input').setInputFiles(picture);
    // From the middle to the left edge, and no further.
    const frame = page.getByRole('group', { name: /Picture; move it/ });
    for (let press = 0; press < 12; press += 1) await frame.press('ArrowLeft');
    await checkPage(page, 'edit-cover');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await eventually('the cover', () =>
      page.evaluate<boolean>(
        `[...document.querySelectorAll('main img')].some((img) => img.src.includes('/cover-') && img.naturalWidth > 0)`,
      ),
    );
    const { items } = await world.client.must('listAlbums');
    const album = items.find(({ title }) => title === 'Greek letters');
    const cover = await world.client.request(album?.coverUrl ?? '');
    const { channels } = await sharp(await cover.arrayBuffer()).stats();
    const [red, , blue] = channels.map(({ mean }) => mean);
    expect(red).toBeGreaterThan(240);
    expect(blue).toBeLessThan(15);
  });

  it('edits an album, deletes it and takes that back', async () => {
    await choose('Greek letters', 'Edit album');
    await dialog().getByLabel('Album', { exact: true }).fill('Greek alphabet');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await closed();
    await page.getByRole('heading', { name: 'Greek alphabet' }).waitFor();
    await choose('Greek alphabet', 'Delete album');
    await page.waitForURL((url) => url.pathname === '/albums');
    const album = page
      .getByRole('main')
      .getByRole('link', { name: /Greek alphabet/ })
      .first();
    await page.getByText('“Greek alphabet” is in the trash').waitFor();
    await album.waitFor({ state: 'detached' });
    await button('Undo').click();
    await album.click();
    await page.getByText('2 songs').first().waitFor();
  });

  it('makes an album of selected songs', async () => {
    await page.goto('/songs');
    await row('Beta').click({ modifiers: ['ControlOrMeta'], position: { x: 300, y: 8 } });
    await button('New album').click();
    await dialog().getByLabel('Album', { exact: true }).fill('Second letters');
    expect(await dialog().getByLabel('Artist of the album').inputValue()).toBe('The Band');
    await checkPage(page, 'new-album');
    await dialog().getByRole('button', { name: 'Create album' }).click();
    await page.getByRole('heading', { name: 'Second letters' }).waitFor();
    await closed();
    await page.getByText('Beta', { exact: true }).first().waitFor();
  });

  it('deletes, takes back at once, and restores from the trash', async () => {
    await page.goto('/songs');
    await choose('Gamma', 'Delete');
    await row('Gamma').waitFor({ state: 'detached' });
    await button('Undo').click();
    await row('Gamma').waitFor();
    await choose('Gamma', 'Delete');
    await row('Gamma').waitFor({ state: 'detached' });
    await page.goto('/trash');
    await row('Gamma').waitFor();
    await checkPage(page, 'trash');
    await choose('Gamma', 'Restore');
    await page.getByText('The trash is empty').waitFor();
  });

  it('hides a song and publishes it again', async () => {
    await page.goto('/songs');
    await choose('Gamma', 'Hide from listeners');
    await row('Gamma').waitFor({ state: 'detached' });
    await page.goto('/drafts');
    await row('Gamma').waitFor();
    await checkPage(page, 'drafts');
    await choose('Gamma', 'Publish');
    await page.getByText('No drafts').waitFor();
  });

  it('makes two artists one', async () => {
    await page.goto('/artists');
    await page.getByRole('link', { name: /Band, The/ }).click();
    await choose('Band, The', 'Merge artist');
    await dialog().getByLabel('Merge into').fill('The Band');
    await checkPage(page, 'merge-artist');
    await dialog()
      .getByRole('button', { name: /The Band/ })
      .click();
    await button('Merge').click();
    await page.getByRole('heading', { name: 'The Band', exact: true }).waitFor();
    await page.getByText('3 songs').first().waitFor();
  });

  it('hides, publishes, deletes and takes back all songs of an artist', async () => {
    const drafts = page.getByRole('img', { name: 'Draft' });
    await choose('The Band', 'Hide all songs');
    await drafts.nth(2).waitFor();
    await checkPage(page, 'hidden-artist');
    await choose('The Band', 'Publish all songs');
    await drafts.first().waitFor({ state: 'detached' });
    await choose('The Band', 'Delete artist');
    await page.getByRole('heading', { name: 'No artists yet' }).waitFor();
    await button('Undo').click();
    await page.getByRole('link', { name: /The Band/ }).waitFor();
  });

  it.runIf(hasServerFolders)('imports a folder of the server', async () => {
    await synthesise(folder, { format: 'mp3', seconds: 1, name: 'new', tags: { title: 'New' } });
    await writeFile(join(folder, 'broken.mp3'), 'ID3 not at all');
    await page.goto('/import');
    await page.getByLabel('Folder on the server').fill('/nowhere/at/all');
    await button('Import').click();
    await page.getByLabel('Folder on the server').and(page.locator('[aria-invalid]')).waitFor();
    await page.getByLabel('Folder on the server').fill(folder);
    await button('Import').click();
    await page.getByText('1 file needs a look').click();
    await page.getByText('broken.mp3').waitFor();
    await checkPage(page, 'import');
    expect(faults).toEqual([]);
  });

  it.runIf(hasServerFolders)('sees an import get on', async () => {
    let done = 1;
    await page.route('**/api/v1/admin/imports?*', async (route) => {
      const response = await route.fetch();
      const { items, ...rest } = await response.json();
      const running = items.map((item: Import) => ({
        ...{ ...item, state: 'running' },
        progress: { ...item.progress, total: 4, done, currentFile: 'new.mp3' },
      }));
      await route.fulfill({ response, json: { ...rest, items: running } });
    });
    await page.goto('/import');
    const bar = page.getByRole('main').getByRole('progressbar').first();
    const share = () => bar.getAttribute('aria-valuenow');
    const width = () =>
      bar.locator('> *').evaluate((drawn) => (drawn as unknown as Drawn).style.width);
    await expect.poll(share).toBe('25');
    expect(await width()).toBe('25%');
    done = 3;
    await expect.poll(share).toBe('75');
    expect(await width()).toBe('75%');
    await page.getByText('3 of 4').first().waitFor();
    await page.unroute('**/api/v1/admin/imports?*');
    await bar.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
  });
});
