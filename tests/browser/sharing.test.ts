import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually, pictureFile } from '../acceptance/harness/index.ts';
import { audioOf, checkPage, openContext, watchForFaults } from './page.ts';
import { openWorld, type World } from './world.ts';

describe('playlists that are shared', () => {
  let world: World;
  let page: Page;
  let faults: string[];
  let songs: string[];
  let playlistId: string;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        const cover = await pictureFile();
        songs = [];
        for (const title of ['Morgenrot', 'Abendstern', 'Mitternacht']) {
          const tags = { title, artist: 'Die Probe', album: 'Am Fenster', genre: 'Folk' };
          songs.push(
            await addSong(client, await audioFile({ format: 'mp3', seconds: 20, tags, cover })),
          );
        }
        const description = 'Three songs for the road';
        const body = { name: 'Für unterwegs', description, songIds: songs };
        playlistId = (await client.must('createPlaylist', { body })).id;
      },
    });
    ({ page, faults } = world);
  });
  afterAll(() => world.dispose());

  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  it('are heard through their link without an account, with a password where one is set', async () => {
    await page.goto(`/playlists/${playlistId}`);
    await button('Share').click();
    await button('Make a link').click();
    const link = page.getByRole('textbox', { name: 'Link', exact: true });
    const address = await link.inputValue();
    await page.getByLabel('A few words for whoever opens it').fill('For the long drive');
    await button('Save').click();
    await button('Save').waitFor({ state: 'detached' });
    await page
      .getByLabel('Ends', { exact: true })
      .selectOption({ label: 'On a day of your choice' });
    await page.getByLabel('Last day').fill('2099-05-20');
    await button('Save').click();
    await eventually('words and end of the link', async () => {
      const [share] = (await world.client.must('listShares')).items;
      return (
        share?.description === 'For the long drive' && share.expiresAt?.startsWith('2099-05-2')
      );
    });
    await page.getByLabel('Last day').waitFor({ state: 'detached' });
    await checkPage(page, 'share-dialog');

    const guests = await openContext(world.browser, { baseURL: world.instance.baseUrl });
    const guest = await guests.newPage();
    const guestFaults = watchForFaults(guest);
    await guest.goto(address);
    await guest.getByRole('heading', { name: 'Für unterwegs' }).waitFor();
    await guest.getByText(/Shared by Ada Admin · until .*2099/).waitFor();
    await guest.getByText('For the long drive').waitFor();
    await guest.getByRole('button', { name: 'Play', exact: true }).first().click();
    await eventually('sound for a guest', async () => (await audioOf(guest)).seconds > 0.5);
    await checkPage(guest, 'shared-playlist');

    await page.getByLabel('Needs a password').click();
    await page.getByLabel('Password', { exact: true }).fill('sesame');
    await button('Set password').click();
    await eventually('the password', async () => {
      const { items } = await world.client.must('listShares');
      return items[0]?.hasPassword ?? false;
    });
    await guest.reload();
    await guest.getByLabel('Password').fill('wrong one');
    await guest.getByRole('button', { name: 'Open', exact: true }).click();
    await guest.getByText('This is not the password').waitFor();
    await checkPage(guest, 'shared-locked');
    await guest.getByLabel('Password').fill('sesame');
    await guest.getByRole('button', { name: 'Open', exact: true }).click();
    await guest.getByRole('heading', { name: 'Für unterwegs' }).waitFor();

    await button('End this link').click();
    await button('Make a link').waitFor();
    await guest.reload();
    await guest.getByRole('heading', { name: 'This link leads nowhere' }).waitFor();
    expect(guestFaults).toEqual([]);
    await guests.close();
  });

  it('pick their songs by rules, previewed while they are written', async () => {
    await page.goto('/playlists');
    await button('New smart playlist').click();
    await page.getByLabel('Name').fill('Evening folk');
    await page.getByLabel('About').selectOption('title');
    await page.getByLabel('Value', { exact: true }).fill('abend');
    await page.getByRole('status').filter({ hasText: '1 song' }).waitFor();
    await checkPage(page, 'smart-editor');
    await button('Create').click();
    await heading('Evening folk').waitFor();
    await page.getByRole('list', { name: 'Evening folk' }).getByText('Abendstern').waitFor();
    await checkPage(page, 'smart-playlist');
  });

  it('take in whoever opens the invitation', async () => {
    const { path } = await world.client.must('invitePlaylistMembers', { params: { playlistId } });
    expect(path).toContain('?join=');
    await page.goto(path);
    await heading('Für unterwegs').waitFor();
    await page.waitForURL((url) => url.search === '');
    await button('Share').click();
    await page.getByRole('heading', { name: 'Make it together' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('tell what was heard, by day and by year', async () => {
    await world.client.must('clearPlays');
    const year = new Date().getFullYear();
    let playsOfYear = 0;
    for (let n = 0; n < 32; n++) {
      // Every song as often as the others, and one twice more.
      const playedAt = new Date(n < 30 ? Date.now() - n * n * 8_000_000 : Date.now());
      const songId = songs[n < 30 ? n % 3 : 1] ?? '';
      const time = playedAt.getTime().toString(16).padStart(12, '0');
      const id = `${time.slice(0, 8)}-${time.slice(8)}-7${crypto.randomUUID().slice(15)}`;
      const body = { id, songId, playedAt: playedAt.toISOString(), msPlayed: 20_000 };
      await world.client.must('recordPlay', { body });
      if (playedAt.getFullYear() === year) playsOfYear += 1;
    }
    await eventually('all plays', async () => {
      const { items } = await world.client.must('listPlays', { query: { limit: 50 } });
      return items.length === 32;
    });
    await page.goto('/statistics');
    await page.getByRole('heading', { name: 'Day by day' }).waitFor();
    await checkPage(page, 'statistics');
    await page.getByRole('link', { name: 'Your year' }).click();
    const card = (name: string) => page.getByRole('region', { name, exact: true });
    const minutes = String(Math.max(1, Math.round(playsOfYear / 3)));
    await card('The song of your year').getByText('Abendstern', { exact: true }).waitFor();
    await card('Nobody sang to you more often').getByText('Die Probe', { exact: true }).waitFor();
    await card('Nobody sang to you more often').getByText(`${playsOfYear} plays`).waitFor();
    await card('The album you came back to').getByText('Am Fenster', { exact: true }).waitFor();
    await card('It sounded like').getByText('Folk', { exact: true }).waitFor();
    await card('Minutes of music').getByText(minutes, { exact: true }).waitFor();
    await checkPage(page, 'recap');
    await page.goto('/history');
    const download = page.waitForEvent('download');
    await button('Export').click();
    await page.getByRole('menuitem', { name: /CSV/ }).click();
    expect((await download).suggestedFilename()).toBe('madrigal-history.csv');
    expect(faults).toEqual([]);
  });

  it('forget what was heard when told to, and remember it again', async () => {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/history');
    const heard = page.getByRole('list', { name: 'History' }).getByText('Abendstern').first();
    await heard.waitFor();
    await button('Clear history').click();
    const question = page.getByRole('dialog', { name: 'Clear the whole history?' });
    await question.getByRole('button', { name: 'Clear history' }).click();
    await page.getByText('Nothing heard yet').waitFor();
    await button('Undo').click();
    await heard.waitFor();
    await page.reload();
    await heard.waitFor();
    expect(faults).toEqual([]);
  });

  it('go on playing where another device stopped', async () => {
    await world.client.must('keepPlayQueue', {
      body: {
        songIds: songs,
        currentIndex: 1,
        positionMs: 5000,
        device: { id: 'a-phone', name: 'Adas Telefon' },
      },
    });
    await page.goto('/');
    await page.getByText('Continue from Adas Telefon?').waitFor();
    await checkPage(page, 'hand-over');
    await button('Continue here').click();
    await eventually('the song from where it was', async () => (await audioOf(page)).seconds > 5);
    await eventually('this device to have it', async () => {
      const { queue } = await world.client.must('getPlayQueue');
      return queue?.device.id !== 'a-phone' && queue?.currentIndex === 1;
    });
    expect(faults).toEqual([]);
  });
});
