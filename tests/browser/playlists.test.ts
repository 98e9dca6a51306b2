import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  eventually,
  pictureFile,
  signUp,
} from '../acceptance/harness/index.ts';
import { checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

const bea = { name: 'Bea Bird', email: 'bea@example.org', password: 'a library of my own' };

describe('playlists', () => {
  let world: World;
  let playlistId = '';

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client, { baseUrl }) => {
        const songIds: string[] = [];
        for (const [title = '', album = ''] of ['Auk a', 'Bunting b', 'Crow c', 'Dove d'].map(
          (name) => name.split(' '),
        )) {
          const tags = { title, artist: 'The Birds', album: `Wings ${album}`, genre: title };
          const cover = await pictureFile();
          songIds.push(
            await addSong(client, await audioFile({ format: 'mp3', seconds: 4, tags, cover })),
          );
        }
        const body = { name: 'Flight', description: 'Four of them', songIds };
        playlistId = (await client.must('createPlaylist', { body })).id;
        await signUp(baseUrl, bea);
      },
      context: { permissions: ['clipboard-read', 'clipboard-write'] },
    });
  });
  afterAll(() => world.dispose());

  const button = (name: string | RegExp) => world.page.getByRole('button', { name, exact: true });
  const dialog = () => world.page.getByRole('dialog');
  const pictures = (scope: string) =>
    world.page.evaluate<number>(
      `[...document.querySelectorAll(${JSON.stringify(scope)} + ' img')]
        .filter(({ complete, naturalWidth }) => complete && naturalWidth > 0).length`,
    );

  it('are shown by four covers, then by the picture that their owner chose and cut', async () => {
    const { page } = world;
    await page.goto('/playlists');
    await page.getByRole('link', { name: /Flight/ }).waitFor();
    await eventually('a mosaic in the list', async () => (await pictures('main li')) === 4);
    await page.getByRole('link', { name: /Flight/ }).click();
    await eventually('a mosaic on the page', async () => (await pictures('header')) === 4);
    await checkPage(page, 'playlist');
    await page.setViewportSize({ width: 1280, height: 800 });
    await button('Change cover').focus();
    await page.keyboard.press('Enter');
    await checkPage(page, 'playlist-cover');
    await dialog()
      .getByTestId('cover-input')
      .setInputFiles({
        name: 'a.png',
        mimeType: 'image/png',
        buffer: Buffer.from(await pictureFile()),
      });
    await dialog()
      .getByRole('group', { name: /Picture/ })
      .press('ArrowLeft');
    await dialog().getByRole('button', { name: 'Save' }).click();
    await dialog().waitFor({ state: 'detached' });
    await eventually('the one picture', async () => (await pictures('header')) === 1);
    await button('Change cover').click();
    await dialog().getByRole('button', { name: 'Remove picture' }).click();
    await eventually('the mosaic again', async () => (await pictures('header')) === 4);
  });

  it('pick their songs by groups of rules, which are made without a mouse', async () => {
    const { page } = world;
    await page.goto('/playlists');
    await button('New smart playlist').focus();
    await page.keyboard.press('Enter');
    await dialog().getByLabel('Name').fill('Two birds');
    await dialog().getByRole('button', { name: 'Remove this rule' }).press('Enter');
    await dialog().getByRole('button', { name: 'Add a group' }).press('Enter');
    const focused = () =>
      page.evaluate<string>(`document.activeElement?.labels?.[0]?.textContent ?? ''`);
    await eventually('the focus in the new group', async () =>
      (await focused()).includes('Which rules of the group'),
    );
    const values = dialog().getByLabel('Value');
    await values.first().fill('Auk');
    await dialog().getByRole('button', { name: 'Add a rule' }).first().press('Enter');
    await eventually('the focus in the new rule', async () => (await focused()) === 'About');
    await values.nth(1).fill('Crow');
    await dialog().getByText('2 songs').waitFor();
    await checkPage(page, 'smart-groups');
    await dialog().getByRole('button', { name: 'Create' }).press('Enter');
    await page.getByRole('heading', { name: 'Two birds' }).waitFor();
    for (const title of ['Auk', 'Crow']) await page.getByText(title, { exact: true }).waitFor();
    expect(await page.getByText('Bunting', { exact: true }).count()).toBe(0);
    await button('Edit playlist').click();
    await dialog().getByRole('button', { name: 'Remove this group' }).click();
    await dialog().getByText('4 songs').waitFor();
    await dialog().getByRole('button', { name: 'Save' }).click();
    await page.getByText('Bunting', { exact: true }).waitFor();
  });

  it('are made together: who is invited joins, both see what the other does, and leave', async () => {
    const { page } = world;
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto(`/playlists/${playlistId}`);
    await button('Share').click();
    await button('Copy invitation').click();
    await page.getByText('Invitation copied').waitFor();
    const link = await page.evaluate<string>('navigator.clipboard.readText()');
    await page.keyboard.press('Escape');
    const { pathname, search } = new URL(link);
    const guest = await world.openPage(bea, pathname + search);
    await guest.getByText('You are in').waitFor();
    await guest.getByRole('list', { name: 'Who takes part' }).getByText('Ada Admin').waitFor();
    await page.getByRole('list', { name: 'Who takes part' }).getByText('Bea Bird').waitFor();
    await checkPage(guest, 'playlist-together');
    await guest.setViewportSize({ width: 1280, height: 800 });

    const list = guest.getByRole('list', { name: 'Flight' });
    await list.getByRole('listitem').filter({ hasText: 'Bunting' }).hover();
    await guest.getByRole('button', { name: 'More about Bunting' }).click();
    await guest.getByRole('menuitem', { name: 'Remove from this playlist' }).click();
    await page.getByText('Bunting', { exact: true }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Move Crow' }).press('ArrowUp');
    await eventually('the new order at the guest', async () => {
      const titles = (await list.textContent()) ?? '';
      return titles.indexOf('Crow') < titles.indexOf('Auk');
    });

    await guest.getByRole('button', { name: 'Leave', exact: true }).click();
    await guest.waitForURL((url) => url.pathname === '/playlists');
    await page.getByRole('list', { name: 'Who takes part' }).waitFor({ state: 'detached' });
    await guest.goto(pathname + search);
    await guest.getByText('You are in').waitFor();
    await button('Share').click();
    await button('Remove Bea Bird').click();
    await button('Remove Bea Bird').waitFor({ state: 'detached' });
    await guest.getByText('The playlist could not be loaded').waitFor();
    expect(world.faults).toEqual([]);
  });
});
