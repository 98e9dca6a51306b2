import type { Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  eventually,
  inTheFuture,
  pictureFile,
} from '../acceptance/harness/index.ts';
import { audioOf, checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

const HOUR_MS = 3_600_000;
/** So long, as sound that is not compressed, that a browser does not fetch it all at once. */
const LONG_SECONDS = 420;
const SHORT_SECONDS = 40;

/** Remembers what the page tells the system of its player, and lets the system press its keys. */
const LOCK_SCREEN = `(() => {
  globalThis.lockScreen = { keys: {}, position: null };
  const { setActionHandler, setPositionState } = MediaSession.prototype;
  MediaSession.prototype.setActionHandler = function (action, handler) {
    globalThis.lockScreen.keys[action] = handler;
    return setActionHandler.call(this, action, handler);
  };
  MediaSession.prototype.setPositionState = function (state) {
    globalThis.lockScreen.position = state;
    return setPositionState.call(this, state);
  };
})()`;

/** Remembers how many songs sounded at once at most. */
const COUNT_SOUNDS = `(() => {
  globalThis.soundedAtOnce = 0;
  document.addEventListener('playing', () => {
    const sounding = [...document.querySelectorAll('audio')].filter(({ paused }) => !paused);
    globalThis.soundedAtOnce = Math.max(globalThis.soundedAtOnce, sounding.length);
  }, true);
})()`;

describe('the player', () => {
  let world: World;
  let page: Page;
  /** By how much the server is ahead of its time, in ms. */
  let later = 0;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        const cover = await pictureFile();
        for (const [index, title] of ['Auk', 'Bunting', 'Crow'].entries()) {
          const tags = { title, artist: 'The Birds', album: `Wings of ${title}` };
          const file = { format: 'mp3', seconds: SHORT_SECONDS, tags, cover } as const;
          await addSong(client, await audioFile({ ...file, frequencyHz: 200 + 100 * index }));
        }
        const tags = { title: 'Long flight', artist: 'The Birds', album: 'Sea' };
        await addSong(
          client,
          await audioFile({ format: 'wav', sound: 'noise', seconds: LONG_SECONDS, tags }),
        );
      },
      env: { STREAM_URL_TTL_SECONDS: '3600' },
      path: '/songs',
      script: `${LOCK_SCREEN};${COUNT_SOUNDS}`,
    });
    page = world.page;
  });
  afterAll(() => world.dispose());

  const player = () => page.getByRole('region', { name: 'Player' });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  const nowPlays = (title: string, on = page) =>
    on.getByRole('button', { name: new RegExp(`Open now playing: ${title}`) }).waitFor();
  const lockScreen = (key: string, details: object = {}) =>
    page.evaluate(
      `globalThis.lockScreen.keys[${JSON.stringify(key)}](${JSON.stringify({ action: key, ...details })})`,
    );
  const isPaused = async () => (await audioOf(page)).paused;
  const sounds = (from = 0) =>
    eventually('sound', async () => {
      const { paused, seconds } = await audioOf(page);
      return !paused && seconds > from + 0.2;
    });

  /** That many songs at a time, now or since the page was opened: a fade is over soon. */
  const sounding = (songs: number) =>
    eventually(`${songs} at a time`, () =>
      page.evaluate<boolean>(
        `globalThis.soundedAtOnce === ${songs} ||
          [...document.querySelectorAll('audio')].filter((audio) => !audio.paused).length === ${songs}`,
      ),
    );

  async function playFrom(title: string): Promise<void> {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/songs?sort=title');
    await page.getByRole('row', { name: new RegExp(title) }).focus();
    await page.keyboard.press('Enter');
    await nowPlays(title);
    await sounds();
  }

  async function openSettings(): Promise<void> {
    await player().getByRole('button', { name: 'Player settings' }).click();
    await page.getByRole('dialog').waitFor();
  }

  it('shows what plays on the lock screen, and obeys its keys', async () => {
    await playFrom('Auk');
    const shown = () =>
      page.evaluate(`(({ metadata, playbackState }) => ({
        title: metadata?.title, artist: metadata?.artist, album: metadata?.album,
        pictures: metadata?.artwork.length, playbackState }))(navigator.mediaSession)`);
    await expect.poll(shown).toEqual({
      title: 'Auk',
      artist: 'The Birds',
      album: 'Wings of Auk',
      pictures: 1,
      playbackState: 'playing',
    });
    await lockScreen('pause');
    await eventually('silence', isPaused);
    await expect.poll(shown).toMatchObject({ playbackState: 'paused' });
    await lockScreen('seekto', { seekTime: 4 });
    await eventually('the place', async () => Math.abs((await audioOf(page)).seconds - 4) < 0.2);
    await eventually('the place on the lock screen', async () => {
      const told = await page.evaluate<{ duration: number; position: number }>(
        'globalThis.lockScreen.position',
      );
      return Math.abs(told.duration - SHORT_SECONDS) < 0.5 && Math.abs(told.position - 4) < 0.5;
    });
    await lockScreen('seekbackward', { seekOffset: 3 });
    await eventually('an earlier place', async () => (await audioOf(page)).seconds < 1.5);
    await lockScreen('seekforward', { seekOffset: 3 });
    await eventually('a later place', async () => (await audioOf(page)).seconds > 3);
    await lockScreen('play');
    await sounds(3);
    await lockScreen('nexttrack');
    await nowPlays('Bunting');
    await expect.poll(shown).toMatchObject({ title: 'Bunting' });
    await lockScreen('previoustrack');
    await nowPlays('Auk');
  });

  it('has the next song at hand before this one ends', async () => {
    const fetched: string[] = [];
    const note = (request: Request) => {
      const { pathname } = new URL(request.url());
      if (pathname.startsWith('/cdn/') && request.resourceType() === 'media')
        fetched.push(pathname);
    };
    page.on('request', note);
    await playFrom('Auk');
    await lockScreen('seekto', { seekTime: SHORT_SECONDS - 15 });
    await eventually('another song on its way', async () => new Set(fetched).size === 2);
    page.off('request', note);
    await nowPlays('Auk');
    const ready = await page.evaluate<boolean>(
      `[...document.querySelectorAll('audio:not([data-playing])')].some((audio) => audio.hasAttribute('src'))`,
    );
    expect(ready).toBe(true);
  });

  it('fades one song into the next', async () => {
    await playFrom('Auk');
    await openSettings();
    await page.getByRole('radio', { name: '2 s', exact: true }).click();
    await page.keyboard.press('Escape');
    await lockScreen('seekto', { seekTime: SHORT_SECONDS - 5 });
    await sounding(2);
    await nowPlays('Bunting');
    await sounding(1);
    await openSettings();
    await page.getByRole('radio', { name: 'Off', exact: true }).last().click();
    await checkPage(page, 'player-settings');
    await page.keyboard.press('Escape');
  });

  it('falls asleep with the song, or when its time has come', async () => {
    await playFrom('Auk');
    await openSettings();
    await button('End of song').click();
    await page.getByText('Stops when this song ends').waitFor();
    await page.keyboard.press('Escape');
    await lockScreen('seekto', { seekTime: SHORT_SECONDS - 2 });
    await eventually('silence', isPaused);
    await nowPlays('Auk');

    const other = await world.openPage(adminAccount, '/songs');
    await other.clock.install();
    await other.getByRole('row', { name: /Long flight/ }).focus();
    await other.keyboard.press('Enter');
    await eventually('sound', async () => (await audioOf(other)).seconds > 0.2);
    await other.getByRole('button', { name: 'Player settings' }).click();
    await other.getByRole('button', { name: '15 min' }).click();
    await other.getByText(/Stops in/).waitFor();
    await other.clock.fastForward('14:00');
    expect((await audioOf(other)).paused).toBe(false);
    await other.clock.fastForward('01:01');
    await eventually('silence', async () => (await audioOf(other)).paused);
    await other.context().close();
  });

  it('goes on with a song whose address has expired, from where it was', async () => {
    await playFrom('Long flight');
    await button('Pause').first().click();
    await eventually('silence', isPaused);
    const { seconds } = await audioOf(page);
    const address = () => page.locator('audio[data-playing]').getAttribute('src');
    const before = await address();
    await world.instance.kill9();
    later += 5 * HOUR_MS;
    await world.instance.start(inTheFuture(later));
    const refused = await fetch(new URL(before ?? '', world.instance.baseUrl));
    expect(refused.status).toBe(403);

    await player().getByRole('button', { name: 'Play', exact: true }).click();
    await sounds(seconds);
    expect((await audioOf(page)).seconds).toBeLessThan(seconds + 5);
    await lockScreen('seekto', { seekTime: LONG_SECONDS - 60 });
    await sounds(LONG_SECONDS - 60);
    expect(await address()).not.toBe(before);
    await nowPlays('Long flight');
    expect(await page.getByText('cannot be played').count()).toBe(0);
  });

  it('waits for bytes that nobody answers for, however long, and plays them when they come', async () => {
    await page.goto('/songs?sort=title');
    let refused = 0;
    await page.route(/\/cdn\//, (route) => {
      if (route.request().resourceType() === 'image') return route.continue();
      refused += 1;
      return route.fulfill({ status: 503 });
    });
    await page.getByRole('row', { name: /Bunting/ }).focus();
    await page.keyboard.press('Enter');
    await player().getByText('Connection lost, trying again…').waitFor();
    // The first URL, four more, and the question whether anybody answers for the last one.
    await eventually('more attempts than a restart takes', async () => refused > 6);
    await nowPlays('Bunting');
    expect(await page.getByText('cannot be played').count()).toBe(0);
    await page.unroute(/\/cdn\//);
    await sounds();
    await player().getByText('Connection lost, trying again…').waitFor({ state: 'detached' });
  });

  it('is taken over by another device, which goes on where this one was', async () => {
    await playFrom('Crow');
    await button('Pause').first().click();
    await playFrom('Long flight');
    const seekBar = player().getByRole('slider', { name: 'Seek' });
    for (let press = 0; press < 6; press += 1) await seekBar.press('ArrowRight');
    await sounds(25);
    const other = await world.openPage(adminAccount, '/');
    const offer = other.getByRole('region', { name: 'Playing on another device' });
    await offer.getByText(/Long flight/).waitFor();
    await checkPage(other, 'hand-over');
    await other.setViewportSize({ width: 1280, height: 800 });
    await offer.getByRole('button', { name: 'Continue here' }).click();
    await nowPlays('Long flight', other);
    await eventually('sound there', async () => {
      const { paused, seconds } = await audioOf(other);
      return !paused && seconds > 1;
    });
    await eventually('silence here', isPaused);
    await other.context().close();
    expect(world.faults).toEqual([]);
  });
});
