import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually, pictureFile } from '../acceptance/harness/index.ts';
import { audioOf, checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

interface Icon {
  src: string;
  type: string;
  sizes: string;
  purpose?: string;
}

describe('without a connection', () => {
  let world: World;
  let page: Page;
  let playlistId: string;
  let extra: string;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        const cover = await pictureFile();
        const ids: string[] = [];
        for (const title of ['Kept', 'Forgotten', 'Listed', 'Extra']) {
          const tags = { title, artist: 'Robinson', album: `${title} album` };
          ids.push(
            await addSong(client, await audioFile({ format: 'flac', seconds: 30, tags, cover })),
          );
        }
        extra = ids[3] ?? '';
        const body = { name: 'For the island', songIds: ids.slice(2, 3) };
        playlistId = (await client.must('createPlaylist', { body })).id;
      },
      path: '/songs',
    });
    ({ page } = world);
    await page.getByRole('button', { name: 'Account of' }).first().waitFor();
    await page.evaluate('navigator.serviceWorker.ready');
  });
  afterAll(() => world.dispose());

  const kept = () => page.getByRole('list').getByText('Kept', { exact: true });

  it('the app can be installed', async () => {
    const manifest = await world.context.request.get('/manifest.webmanifest');
    expect(manifest.headers()['content-type']).toContain('manifest+json');
    const { icons, ...app } = (await manifest.json()) as { icons: Icon[] };
    expect(app).toMatchObject({ name: 'Madrigal', start_url: '/', display: 'standalone' });
    const sizes = icons.filter(({ purpose }) => !purpose).map((icon) => icon.sizes);
    expect(sizes).toEqual(expect.arrayContaining(['192x192', '512x512']));
    for (const { src, type, sizes: size } of icons) {
      const icon = await world.context.request.get(src);
      expect(icon.headers()['content-type'], src).toContain(type);
      const { width, height } = await sharp(await icon.body()).metadata();
      if (size !== 'any') expect(`${width}x${height}`, src).toBe(size);
    }
    const devtools = await world.context.newCDPSession(page);
    const { installabilityErrors } = await devtools.send('Page.getInstallabilityErrors');
    // Nothing is installed from a window that forgets everything, as the one of a test is.
    const faults = installabilityErrors.filter(({ errorId }) => errorId !== 'in-incognito');
    expect(faults).toEqual([]);
  });

  it('a song is kept on request', async () => {
    await page.getByRole('row', { name: /Kept/ }).hover();
    await page.getByRole('button', { name: 'More about Kept' }).click();
    await page.getByRole('menuitem', { name: 'Keep on this device' }).click();
    await page.getByRole('img', { name: 'Kept on this device' }).waitFor();
    await page.goto('/kept');
    await kept().first().waitFor();
    await page.getByText('· 1 song').waitFor();
    await checkPage(page, 'kept');
  });

  it('a playlist is kept from its own page, with its progress and space, and followed', async () => {
    const state = () => page.locator('header').getByRole('status');
    await page.goto(`/playlists/${playlistId}`);
    await page.getByRole('button', { name: 'Keep on this device' }).click();
    await page.getByRole('button', { name: 'Kept on this device' }).waitFor();
    await expect.poll(() => state().textContent()).toMatch(/^[\d.,]+ MB$/);
    await checkPage(page, 'playlist-kept');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Kept on this device' }).click();
    await page.getByText(/1 of 1 songs · .* MB/).waitFor();
    await page.keyboard.press('Escape');

    const params = { playlistId };
    const { items } = await world.client.must('listPlaylistItems', { params });
    await world.client.must('addPlaylistItems', { params, body: { songIds: [extra] } });
    await world.client.must('removePlaylistItems', {
      params,
      body: { itemIds: [items[0]?.id ?? ''] },
    });
    await eventually('the other song in the store, and the first one gone', async () => {
      const paths = await page.evaluate<string[]>(`(async () => {
        const keys = await (await caches.open('madrigal-kept')).keys();
        return keys.map(({ url }) => new URL(url).pathname);
      })()`);
      const has = (id: string) => paths.some((path) => path.endsWith(`/${id}/audio`));
      return has(extra) && !has(items[0]?.song.id ?? '');
    });

    await page.getByRole('button', { name: 'Kept on this device' }).click();
    await page.getByRole('menuitem', { name: 'Remove from this device' }).click();
    await page.getByRole('button', { name: 'Keep on this device' }).waitFor();
    await eventually('the space is free', () =>
      page.evaluate<boolean>(`caches.open('madrigal-kept').then((cache) => cache.keys())
        .then((keys) => keys.filter(({ url }) => url.endsWith('/audio')).length === 1)`),
    );
  });

  it('plays without the server, from any place in it', async () => {
    await world.instance.kill9();
    await page.goto('/kept');
    await page.getByText('cannot be reached').waitFor();
    await page.getByRole('button', { name: 'Play all' }).click();
    await eventually('sound', async () => (await audioOf(page)).seconds > 0.5);
    const seekBar = page
      .getByRole('region', { name: 'Player' })
      .getByRole('slider', { name: 'Seek' });
    for (let press = 0; press < 4; press += 1) await seekBar.press('ArrowRight');
    await eventually('a later place', async () => (await audioOf(page)).seconds > 20);
    await eventually('the cover', () =>
      page.evaluate<boolean>(
        `[...document.images].some((img) => img.src.includes('/kept/') && img.naturalWidth > 0)`,
      ),
    );
    await checkPage(page, 'kept-offline');
  });

  it('says of other pages that they need the server, and comes back with it', async () => {
    await page.goto('/albums');
    await page.getByText('The albums could not be loaded').waitFor();
    await world.instance.start();
    await page.getByRole('link', { name: /Forgotten album/ }).waitFor();
  });

  it('never answers the API from a store', async () => {
    const stored = await page.evaluate<string[]>(`(async () => {
      const names = await caches.keys();
      const keys = await Promise.all(names.map(async (name) => (await caches.open(name)).keys()));
      return keys.flat().map(({ url }) => new URL(url).pathname);
    })()`);
    expect(stored).toContain('/');
    expect(stored.filter((path) => /^\/(api|cdn|raw)\//.test(path))).toEqual([]);
  });

  it('signing out leaves nothing behind', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('button', { name: 'Account of' }).first().click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Welcome back' }).waitFor();
    await eventually('an empty store', () =>
      page.evaluate<boolean>(`caches.keys().then((names) => !names.includes('madrigal-kept'))`),
    );
    expect(world.faults).toEqual([]);
  });
});
