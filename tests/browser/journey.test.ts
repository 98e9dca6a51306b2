import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, CDPSession, Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  adminAccount,
  audioFile,
  eventually,
  type Instance,
  type LocalFile,
  pictureFile,
  startInstance,
} from '../acceptance/harness/index.ts';
import {
  audioOf,
  checkPage,
  launchBrowser,
  openContext,
  screenshot,
  watchForFaults,
} from './page.ts';

/** So slow that an upload in three parts can be interrupted, in bytes per second. */
const SLOW_UPLOAD = 12_000_000;

describe('in a browser', () => {
  let instance: Instance;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let faults: string[];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'madrigal-browser-'));
    [instance, browser] = await Promise.all([
      startInstance({ JOB_LEASE_SECONDS: '2', SWEEP_INTERVAL_SECONDS: '1' }),
      launchBrowser(),
    ]);
    context = await openContext(browser, { baseURL: instance.baseUrl });
    page = await context.newPage();
    faults = watchForFaults(page);
  });
  afterAll(async () => {
    await browser.close();
    await instance.dispose();
    await rm(folder, { recursive: true });
  });

  const button = (name: string | RegExp) => page.getByRole('button', { name });
  const heading = (name: string) => page.getByRole('heading', { name, exact: true });

  async function open(path: string, title: string): Promise<void> {
    await page.goto(path);
    await heading(title).waitFor();
  }

  async function chooseFiles(files: LocalFile[]): Promise<void> {
    const paths = files.map(({ name }) => join(folder, name));
    await Promise.all(files.map(({ bytes }, index) => writeFile(paths[index] ?? '', bytes)));
    await page.getByTestId('file-input').setInputFiles(paths);
  }

  it('a new instance is set up with the first account', async () => {
    await page.goto('/');
    await heading('Welcome to Madrigal').waitFor();
    await checkPage(page, 'setup');
    await button('Create account').click();
    await page.getByLabel('Name').and(page.locator('[aria-invalid="true"]')).waitFor();
    await page.getByLabel('Name').fill(adminAccount.name);
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await button('Create account').click();
    await heading('Home').waitFor();
    await checkPage(page, 'home-empty');
    await open('/songs', 'Songs');
    await checkPage(page, 'songs-empty');
  });

  it('music is uploaded, and what is no music is turned away with a reason', async () => {
    const tags = { title: 'Morgenrot', artist: 'Die Probe', album: 'Am Fenster' };
    const cover = await pictureFile();
    const song = await audioFile({ format: 'mp3', seconds: 30, name: 'morgenrot', tags, cover });
    const other = await audioFile({ format: 'flac', seconds: 5, tags: { title: 'Abendlied' } });
    await open('/upload', 'Upload');
    await checkPage(page, 'upload-empty');
    const notes = { name: 'notes.mp3', bytes: Buffer.from('Remember the milk.') };
    await chooseFiles([song, other, notes]);
    const row = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await row('morgenrot.mp3').getByText('In your library').waitFor();
    await row('flac.flac').getByText('In your library').waitFor();
    await row('notes.mp3')
      .getByText(/neither music nor a photo/)
      .waitFor();
    await checkPage(page, 'upload-done');
  });

  it('a song plays, pauses and goes where it is told', async () => {
    await open('/songs', 'Songs');
    await page.getByRole('row', { name: /Morgenrot/ }).hover();
    await button('Play Morgenrot').click();
    await eventually('sound', async () => (await audioOf(page)).seconds > 0.5);
    await checkPage(page, 'songs-playing');

    const player = page.getByRole('region', { name: 'Player' });
    await player.getByRole('button', { name: 'Pause', exact: true }).click();
    await eventually('silence', async () => (await audioOf(page)).paused);
    const before = (await audioOf(page)).seconds;
    const seekBar = player.getByRole('slider', { name: 'Seek' });
    await seekBar.press('ArrowRight');
    await seekBar.press('ArrowRight');
    await eventually('the new place', async () => (await audioOf(page)).seconds > before + 9);
    expect((await audioOf(page)).paused).toBe(true);

    await player.getByRole('button', { name: 'Play', exact: true }).click();
    const resumed = (await audioOf(page)).seconds;
    await eventually('sound', async () => (await audioOf(page)).seconds > resumed + 0.3);
  });

  it('goes on to the next song and back', async () => {
    const player = page.getByRole('region', { name: 'Player' });
    const nowPlays = (title: string) =>
      player.getByRole('button', { name: new RegExp(`Open now playing: ${title}`) }).waitFor();
    const list = (await page.getByRole('grid').textContent()) ?? '';
    const titles = ['Abendlied', 'Morgenrot'].sort((a, b) => list.indexOf(a) - list.indexOf(b));
    const [first = '', second = ''] = titles;
    await button('Play all').click();
    await nowPlays(first);
    await player.getByRole('button', { name: 'Next' }).click();
    await nowPlays(second);
    await eventually('sound', async () => !(await audioOf(page)).paused);
    await player.getByRole('button', { name: 'Previous' }).click();
    await nowPlays(first);
  });

  it('shows what is playing and what is known of a song', async () => {
    await page.getByRole('button', { name: /^Open now playing: / }).click();
    await page.getByRole('dialog').waitFor();
    await checkPage(page, 'now-playing');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });

    await page.getByRole('row', { name: /Morgenrot/ }).hover();
    await button('More about Morgenrot').click();
    await page.getByRole('menuitem', { name: 'Details' }).click();
    await page.getByRole('dialog').getByText('Am Fenster').first().waitFor();
    await checkPage(page, 'song-details');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('finds music while one types, and opens its album and artist', async () => {
    await page.goto('/search');
    await page.getByRole('textbox', { name: 'Search' }).pressSequentially('morgenrt');
    await button('Play Morgenrot').waitFor();
    await checkPage(page, 'search');
    await page.getByRole('link', { name: 'Am Fenster' }).first().click();
    await heading('Am Fenster').waitFor();
    await checkPage(page, 'album');
    await page.getByRole('link', { name: 'Die Probe' }).first().click();
    await heading('Die Probe').waitFor();
    await checkPage(page, 'artist');
    for (const [path, title] of Object.entries({ albums: 'Albums', artists: 'Artists' })) {
      await open(`/${path}`, title);
      await page.getByRole('link', { name: /Die Probe/ }).waitFor();
      await checkPage(page, path);
    }
  });

  it('keeps what one likes, and playlists in the order one gives them', async () => {
    await open('/songs', 'Songs');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('row', { name: /Morgenrot/ }).hover();
    await button('Like Morgenrot').click();
    await button('More about Morgenrot').click();
    await page.getByRole('menuitem', { name: 'Add to playlist' }).click();
    await page.getByLabel('New playlist').fill('Evenings');
    await button('Create').click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.getByRole('row', { name: /Abendlied/ }).hover();
    await button('More about Abendlied').click();
    await page.getByRole('menuitem', { name: 'Add to playlist' }).click();
    await button(/^Evenings/).click();

    await open('/playlists', 'Playlists');
    await page.getByRole('link', { name: /^Evenings/ }).click();
    await heading('Evenings').waitFor();
    const entries = page.getByRole('list', { name: 'Evenings' }).getByRole('listitem');
    await entries.filter({ hasText: 'Abendlied' }).waitFor();
    await button('Move Abendlied with the arrow keys').press('ArrowUp');
    await entries.first().getByText('Abendlied').waitFor();
    await page.reload();
    await entries.first().getByText('Abendlied').waitFor();
    await checkPage(page, 'playlist');
    await open('/favourites', 'Favourites');
    await button('Play Morgenrot').waitFor();
    await checkPage(page, 'favourites');
  });

  describe('an upload in parts', () => {
    let network: CDPSession;
    beforeAll(async () => {
      network = await context.newCDPSession(page);
    });

    const setUploadSpeed = (bytesPerSecond: number) =>
      network.send('Network.emulateNetworkConditions', {
        offline: false,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: bytesPerSecond,
      });

    /** Numbers of the parts whose bytes went out and were acknowledged, as they are. */
    function watchParts(): { finished: number[]; stop: () => void } {
      const finished: number[] = [];
      const onResponse = (response: Response) => {
        const { searchParams } = new URL(response.url());
        const part = searchParams.get('part') ?? searchParams.get('partNumber'); // S3 says it so
        if (response.request().method() === 'PUT' && part && response.ok()) {
          finished.push(Number(part));
        }
      };
      page.on('response', onResponse);
      return { finished, stop: () => page.off('response', onResponse) };
    }

    it.each([
      ['a reload of the page', async () => void (await page.reload())],
      [
        'a crash of the server',
        async () => {
          await instance.kill9();
          await instance.start();
        },
      ],
    ])('survives %s without sending finished parts again', async (what, interrupt) => {
      await page.setViewportSize({ width: 1280, height: 800 });
      await open('/upload', 'Upload');
      const name = `long ${what.split(' ')[1]}`;
      // Another sound at every attempt: what is there already is not sent again.
      const frequencyHz = 200 + Math.floor(Math.random() * 2000);
      const tone = { format: 'wav', seconds: 230, sound: 'tone', frequencyHz } as const;
      const file = await audioFile({ ...tone, name });
      const parts = watchParts();
      await setUploadSpeed(SLOW_UPLOAD);
      await chooseFiles([file]);
      await eventually('the first part', async () => parts.finished.length > 0);
      await screenshot(page, `upload-running`);
      await interrupt();
      await setUploadSpeed(-1);
      const row = page
        .getByRole('listitem')
        .filter({ hasText: `${name}.wav` })
        .first();
      await row.getByText('In your library').waitFor({ timeout: 60_000 });
      parts.stop();
      // One whose answer was lost on the way is there, and not sent again either.
      expect(parts.finished.toSorted()).toEqual([...new Set(parts.finished)].toSorted());
      expect(Math.max(...parts.finished)).toBeLessThanOrEqual(3);
    });
  });

  it('signing out leads to the sign-in page, and back in', async () => {
    await button(/^Account of/)
      .first()
      .click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading('Welcome back').waitFor();
    await checkPage(page, 'sign-in');
    await page.getByRole('link', { name: 'Create an account' }).click();
    await heading('Create your account').waitFor();
    await checkPage(page, 'sign-up');
    await page.getByRole('link', { name: 'Sign in', exact: true }).click();
    await page.getByLabel('E-mail').fill(adminAccount.email);
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByRole('alert').waitFor();
    await page.getByLabel('Password', { exact: true }).fill(adminAccount.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await button(/^Account of/)
      .first()
      .waitFor();
  });

  it('an address that leads nowhere says so', async () => {
    await open('/nothing/here', 'Nothing plays here');
    await checkPage(page, 'not-found');
  });

  it('showed no fault on the way', () => {
    expect(faults).toEqual([]);
  });
});
