import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, pictureFile } from '../acceptance/harness/index.ts';
import { checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

describe('playlist files', () => {
  let world: World;
  let page: Page;
  let faults: string[];

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        const cover = await pictureFile();
        for (const title of ['Morgenrot', 'Abendstern', 'Mitternacht']) {
          const tags = { title, artist: 'Die Probe', album: 'Am Fenster' };
          await addSong(client, await audioFile({ format: 'mp3', seconds: 2, tags, cover }));
        }
      },
      context: { acceptDownloads: true },
    });
    ({ page, faults } = world);
  });
  afterAll(() => world.dispose());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  it('are read, looked at, made into playlists, and written again', async () => {
    await page.goto('/playlists');
    await button('Import a playlist').click();
    await checkPage(page, 'playlist-import');
    const text = [
      'title;artist;album;duration',
      'Morgenrot;Die Probe;Am Fenster;2',
      'Abendstern (2011 Remaster);Die Probe;Best of;2',
      'Mitternacht;Die Probe;Am Fenster;300',
      'Quelle Zzyzx;Niemand;;',
    ].join('\n');
    const buffer = Buffer.from(text, 'latin1');
    const input = page.locator('input[type=file]');
    await input.setInputFiles({ name: 'kaputt.csv', mimeType: 'text/csv', buffer: Buffer.of(0) });
    await page.getByRole('alert').waitFor();
    await input.setInputFiles({ name: 'Heimweg.csv', mimeType: 'text/csv', buffer });
    await page.getByText('1 of 4 found').waitFor();
    await checkPage(page, 'playlist-import-review');
    await button('Take the likeliest of each').click();
    await page.getByLabel('Song for “Mitternacht”').selectOption('');
    await button('Make a playlist of 2 songs').click();
    await heading('Heimweg').waitFor();
    await page.getByText('Abendstern').first().waitFor();
    await checkPage(page, 'playlist-imported');

    const saved = page.waitForEvent('download');
    await button('Export').click();
    await page.getByRole('menuitem', { name: 'M3U8, for players' }).click();
    const download = await saved;
    expect(download.suggestedFilename()).toBe('Heimweg.m3u8');
    const lines = (await readFile(await download.path(), 'utf8')).split('\n');
    expect(lines.filter((line) => line.startsWith('#EXTINF'))).toEqual([
      '#EXTINF:2,Die Probe - Morgenrot',
      '#EXTINF:2,Die Probe - Abendstern',
    ]);
    expect(faults).toEqual([]);
  });

  it('songs are shared from their menu, and every place is in reach on a low screen', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/songs');
    await button('More about Abendstern').click();
    await page.getByRole('menuitem', { name: 'Share' }).click();
    await page.getByRole('heading', { name: 'Share “Abendstern”' }).waitFor();
    await button('Make a link').click();
    await page.getByRole('textbox', { name: 'Link', exact: true }).waitFor();
    await button('Close').click();
    const nav = page.getByRole('navigation', { name: 'Main' }).first();
    const isWhole = await nav.evaluate((node) => node.scrollHeight <= node.clientHeight);
    expect(isWhole).toBe(true);
    await nav.getByRole('link', { name: 'Recap' }).click();
    await page.waitForURL('**/recap');
    await checkPage(page, 'recap-from-navigation');
    expect(faults).toEqual([]);
  });
});
