import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually, pictureFile } from '../acceptance/harness/index.ts';
import { audioOf, checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

const songs = [
  { title: 'Auk', artist: 'The Birds', album: 'Wings', date: '1999', genre: 'Folk' },
  { title: 'Bunting', artist: 'The Birds', album: 'Wings', date: '1999', genre: 'Folk' },
  { title: 'Crow', artist: 'The Birds', album: 'Feathers', date: '2005', genre: 'Folk' },
  { title: 'Dove', artist: 'The Birds', album: 'Feathers', date: '2005', genre: 'Jazz' },
  { title: 'Eel', artist: 'The Fish', album: 'Scales', date: '2005', genre: 'Jazz' },
];

describe('the library', () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        const cover = await pictureFile();
        for (const tags of songs) {
          const songId = await addSong(
            client,
            await audioFile({ format: 'mp3', seconds: 5, tags, cover }),
          );
          // The version of the ids that the API takes, which Node cannot make yet.
          const id = crypto.randomUUID().replace(/^(.{14})./, '$17');
          const playedAt = new Date().toISOString();
          await client.must('recordPlay', { body: { id, songId, playedAt, msPlayed: 5000 } });
        }
      },
      path: '/songs',
    });
    page = world.page;
  });
  afterAll(() => world.dispose());

  const listed = async (...titles: string[]) =>
    eventually(`${titles} and no other`, async () => {
      const rows = await page.getByRole('row').allTextContents();
      const shown = songs.filter(({ title }) => rows.some((row) => row.includes(title)));
      return shown.map(({ title }) => title).join() === titles.join();
    });

  it('is narrowed by genre, year, artist and album, all at once', async () => {
    const filters = page.getByRole('search', { name: 'Filter songs' });
    await listed('Auk', 'Bunting', 'Crow', 'Dove', 'Eel');
    await filters.getByLabel('Year').fill('2005');
    await listed('Crow', 'Dove', 'Eel');
    await filters.getByLabel('Artist').fill('birds');
    await eventually(
      'the artist is offered',
      async () => (await filters.locator('datalist option').count()) === 1,
    );
    await filters.getByLabel('Artist').press('Enter');
    await listed('Crow', 'Dove');
    await filters.getByLabel('Genre').selectOption('Jazz');
    await listed('Dove');
    await checkPage(page, 'songs-filtered');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.reload();
    await listed('Dove');
    await filters.getByRole('button', { name: 'Without The Birds' }).click();
    await listed('Dove', 'Eel');
    await filters.getByRole('button', { name: 'Clear filters' }).click();
    await listed('Auk', 'Bunting', 'Crow', 'Dove', 'Eel');
    await filters.getByLabel('Album').fill('Wings');
    await eventually(
      'the album is offered',
      async () => (await filters.locator('datalist option').count()) === 1,
    );
    await filters.getByLabel('Album').press('Enter');
    await listed('Auk', 'Bunting');
    await page.goto('/songs?year=1800');
    await page.getByText('No songs fit these filters').waitFor();
    await page.getByRole('button', { name: 'Show all songs' }).click();
    await listed('Auk', 'Bunting', 'Crow', 'Dove', 'Eel');
  });

  it('is put into the order that one chooses', async () => {
    await page.goto('/songs');
    const inOrder = (...titles: string[]) =>
      eventually(`${titles} in this order`, async () => {
        const rows = await page.getByRole('row').allTextContents();
        const shown = rows.flatMap((row) => songs.filter(({ title }) => row.includes(title)));
        return shown.map(({ title }) => title).join() === titles.join();
      });
    await inOrder('Eel', 'Dove', 'Crow', 'Bunting', 'Auk');
    const order = page.getByLabel('Sort by');
    await order.selectOption({ label: 'Title' });
    await inOrder('Auk', 'Bunting', 'Crow', 'Dove', 'Eel');
    await order.selectOption({ label: 'Album' });
    await inOrder('Crow', 'Dove', 'Eel', 'Auk', 'Bunting');
    await page.reload();
    await inOrder('Crow', 'Dove', 'Eel', 'Auk', 'Bunting');
    await order.selectOption({ label: 'Recently added' });
    await inOrder('Eel', 'Dove', 'Crow', 'Bunting', 'Auk');
  });

  it('has albums narrowed and in the order that one chooses, with both in the address', async () => {
    const albums = ['Feathers', 'Scales', 'Wings'];
    const shows = (...titles: string[]) =>
      eventually(`${titles} and no other`, async () => {
        const links = await page.locator('main a[href^="/albums/"]').allTextContents();
        const shown = links.flatMap((text) => albums.filter((title) => text.includes(title)));
        return shown.join() === titles.join();
      });
    await page.goto('/albums');
    await shows('Scales', 'Feathers', 'Wings');
    const filters = page.getByRole('search', { name: 'Filter albums' });
    await filters.getByLabel('Sort by').selectOption({ label: 'Most played' });
    await shows('Feathers', 'Wings', 'Scales');
    await filters.getByLabel('Genre').selectOption('Jazz');
    await shows('Feathers', 'Scales');
    await filters.getByLabel('Year').fill('1999');
    await page.getByText('No albums fit these filters').waitFor();
    await checkPage(page, 'albums-none-fit');
    await page.getByRole('button', { name: 'Show all albums' }).click();
    await shows('Feathers', 'Wings', 'Scales');
    await page.goto('/albums?sort=title&year=2005&genre=jazz');
    await shows('Feathers', 'Scales');
    await checkPage(page, 'albums-filtered');
    await filters.getByRole('button', { name: 'Clear filters' }).click();
    await shows('Feathers', 'Scales', 'Wings');
  });

  it('has artists of a genre, and in the order that one chooses', async () => {
    const shows = (...names: string[]) =>
      eventually(`${names} and no other`, async () => {
        const links = await page.locator('main a[href^="/artists/"]').allTextContents();
        return (
          links.map((text) => names.find((name) => text.includes(name))).join() === names.join()
        );
      });
    await page.goto('/artists');
    await shows('The Birds', 'The Fish');
    const filters = page.getByRole('search', { name: 'Filter artists' });
    await filters.getByLabel('Sort by').selectOption({ label: 'Recently added' });
    await shows('The Fish', 'The Birds');
    await filters.getByLabel('Sort by').selectOption({ label: 'Most played' });
    await shows('The Birds', 'The Fish');
    await filters.getByLabel('Genre').selectOption('Folk');
    await shows('The Birds');
    await checkPage(page, 'artists-filtered');
    await page.goto('/artists?genre=Polka');
    await page.getByText('No artists fit these filters').waitFor();
    await page.getByRole('button', { name: 'Show all artists' }).click();
    await shows('The Birds', 'The Fish');
  });

  it('shows a heart before the server knows, and takes it back where that fails', async () => {
    await page.goto('/songs');
    const heart = page
      .getByRole('row', { name: /Crow/ })
      .getByRole('button', { name: 'Like Crow' });
    const pressed = (state: boolean) =>
      heart.and(page.locator(`[aria-pressed="${state}"]`)).waitFor();
    const likes = async () => (await world.client.must('listFavouriteIds')).songs.length;
    const favourite = '**/api/v1/favourites/song/*';
    for (const refused of [true, false]) {
      const held = Promise.withResolvers<void>();
      const asked = page.waitForRequest(favourite);
      await page.route(favourite, async (route) => {
        await held.promise;
        if (refused) await route.fulfill({ status: 403, json: {} });
        else await route.continue();
      });
      await pressed(false);
      await heart.click();
      await pressed(true);
      await asked;
      expect(await likes()).toBe(0);
      held.resolve();
      if (refused) await page.getByText('Your account may not do this.').waitFor();
      await pressed(!refused);
      await page.unroute(favourite);
    }
    await eventually('the heart in the library', async () => (await likes()) === 1);
    await heart.click();
    await eventually('no heart in the library', async () => (await likes()) === 0);
  });

  it('greets with what one heard, mixes, what is new and what one hears most', async () => {
    await page.goto('/');
    for (const name of [
      'Jump back in',
      'Mixes of the day',
      'Recently added',
      'Much heard lately',
    ]) {
      await page.getByRole('heading', { name }).waitFor();
    }
    await checkPage(page, 'home-rich');
    await page.setViewportSize({ width: 1280, height: 800 });
    const plays = (name: string) =>
      page.getByRole('button', { name: new RegExp(`Open now playing: ${name}`) });
    const back = page.getByRole('region', { name: 'Jump back in' });
    await back.getByRole('button', { name: 'Play Scales' }).press('Enter');
    await plays('Eel').waitFor();
    await page.getByRole('button', { name: 'Play The Birds mix' }).click();
    await eventually('a bird', async () => (await plays('(Auk|Bunting|Crow|Dove)').count()) === 1);
    await eventually('sound', async () => (await audioOf(page)).seconds > 0.2);
    expect(world.faults).toEqual([]);
  });
});
