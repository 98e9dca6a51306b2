import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addSong, audioFile, eventually } from '../acceptance/harness/index.ts';
import { audioOf, checkPage } from './page.ts';
import { openWorld, type World } from './world.ts';

const SECONDS = 60;
const WORDS = '[00:00.00]first line\n[00:20.00]second line\n[00:40.00]third line';

describe('listening', () => {
  let world: World;
  let page: Page;

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client) => {
        for (const title of ['Auk', 'Bunting', 'Crow', 'Dove']) {
          const tags = { title, artist: 'The Birds', album: 'Wings' };
          const file = await audioFile({ format: 'mp3', seconds: SECONDS, tags });
          const songId = await addSong(client, file);
          if (title === 'Auk') {
            await client.must('updateSong', { params: { songId }, body: { lyrics: WORDS } });
          }
        }
        const tags = { title: 'Wren', artist: 'The Birds', album: 'Short' };
        await addSong(client, await audioFile({ format: 'mp3', seconds: 4, tags }));
      },
      path: '/songs',
    });
    page = world.page;
  });
  afterAll(() => world.dispose());

  const player = () => page.getByRole('region', { name: 'Player' });
  const dialog = () => page.getByRole('dialog');
  const nowPlays = (title: string) =>
    page.getByRole('button', { name: new RegExp(`Open now playing: ${title}`) }).waitFor();
  const seconds = async () => (await audioOf(page)).seconds;
  const closed = async () => {
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  };

  async function playFrom(title: string): Promise<void> {
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.goto('/songs?sort=title');
    await page.getByRole('row', { name: new RegExp(title) }).focus();
    await page.keyboard.press('Enter');
    await nowPlays(title);
    await eventually('sound', async () => (await seconds()) > 0.2);
  }

  const upNext = async () => {
    const rows = dialog().getByRole('list', { name: 'Up next' }).getByRole('listitem');
    const texts = await rows.allTextContents();
    return texts.map((text) => /Auk|Bunting|Crow|Dove|Wren/.exec(text)?.[0]);
  };
  const comesNext = (...titles: string[]) => expect.poll(upNext).toEqual(titles);

  it('has a queue that is put in order by keys and by drag', async () => {
    await playFrom('Auk');
    await page.keyboard.press('q');
    await comesNext('Bunting', 'Crow', 'Dove', 'Wren');
    const handle = (title: string) =>
      dialog().getByRole('button', { name: new RegExp(`^Move ${title}`) });
    await handle('Dove').press('ArrowUp');
    await comesNext('Bunting', 'Dove', 'Crow', 'Wren');
    await checkPage(page, 'queue');
    await page.setViewportSize({ width: 1280, height: 800 });
    const [from, to] = [await handle('Crow').boundingBox(), await handle('Bunting').boundingBox()];
    if (!from || !to) throw new Error('The rows are not in view.');
    await page.mouse.move(from.x + 5, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(to.x + 5, to.y + to.height / 2 + 10, { steps: 8 });
    await page.mouse.move(to.x + 5, to.y + to.height / 2 - 5, { steps: 4 });
    await page.mouse.up();
    await comesNext('Crow', 'Bunting', 'Dove', 'Wren');
    await dialog().getByRole('button', { name: 'Remove Dove' }).focus();
    await page.keyboard.press('Enter');
    await comesNext('Crow', 'Bunting', 'Wren');
    await closed();
    await page.getByRole('button', { name: 'More about Dove' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Play next' }).click();
    await page.keyboard.press('q');
    await comesNext('Dove', 'Crow', 'Bunting', 'Wren');
    await closed();
    await page.keyboard.press('Shift+ArrowRight');
    await nowPlays('Dove');
  });

  it('leaves the focus where somebody put it before a closing queue gave it back', async () => {
    await playFrom('Auk');
    await page.keyboard.press('q');
    await dialog().waitFor();
    const isKept = await page.evaluate<boolean>(`(async () => {
      const elsewhere = document.querySelector('[aria-label="More about Dove"]');
      const queue = () => document.querySelector('[role="dialog"]');
      const gone = new Promise((done) => {
        new MutationObserver(() => queue() ?? done()).observe(document.body, { childList: true });
      });
      queue()?.querySelector('[aria-label="Close"]')?.click();
      await gone;
      elsewhere?.focus();
      // Focus comes back in a task of its own, which was asked for before this one.
      await new Promise((done) => setTimeout(done));
      return document.activeElement === elsewhere;
    })()`);
    expect(isKept).toBe(true);
  });

  it('shuffles and comes back to the order, and repeats one song', async () => {
    await playFrom('Auk');
    await page.keyboard.press('s');
    await player().getByRole('button', { name: 'Shuffle', pressed: true }).waitFor();
    await page.keyboard.press('s');
    await page.keyboard.press('q');
    await comesNext('Bunting', 'Crow', 'Dove', 'Wren');
    await closed();
    await page.keyboard.press('r');
    await player().getByRole('button', { name: 'Repeat: all' }).waitFor();
    await page.keyboard.press('r');
    await player().getByRole('button', { name: 'Repeat: this song' }).waitFor();
    await eventually('the end near', async () => {
      if ((await seconds()) > SECONDS - 12) return true;
      await page.keyboard.press('ArrowRight');
      return false;
    });
    await eventually('the start again', async () => (await seconds()) < 5);
    await nowPlays('Auk');
    await page.keyboard.press('r');
    await player().getByRole('button', { name: 'Repeat: off' }).waitFor();
  });

  it('is scrubbed in its waveform, and goes on after a reload where it was', async () => {
    await playFrom('Auk');
    const wave = player().getByRole('slider', { name: 'Seek' }).locator('xpath=../..');
    await eventually('the waveform', async () => (await wave.locator('svg, canvas').count()) > 0);
    const box = await wave.boundingBox();
    if (!box) throw new Error('There is no waveform.');
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await eventually('the middle', async () => Math.abs((await seconds()) - SECONDS / 2) < 4);
    await page.keyboard.press('Escape');
    await player().getByRole('button', { name: 'Pause' }).click();
    await eventually('silence', async () => (await audioOf(page)).paused);
    await page.reload();
    await nowPlays('Auk');
    await eventually('the place where it was', async () => {
      const value = await player()
        .getByRole('slider', { name: 'Seek' })
        .getAttribute('aria-valuenow');
      return value !== null && Math.abs(Number(value) / 1000 - SECONDS / 2) < 6;
    });
    await player().getByRole('button', { name: 'Play', exact: true }).click();
    await eventually('sound from there', async () => (await seconds()) > SECONDS / 2 - 4);
    await page.keyboard.press('q');
    await comesNext('Bunting', 'Crow', 'Dove', 'Wren');
    await closed();
  });

  it('shows the line that is sung, and goes to the line that is chosen', async () => {
    await playFrom('Auk');
    await page.keyboard.press('l');
    const line = dialog().locator('[aria-current="true"]');
    await dialog().getByRole('button', { name: 'first line' }).click();
    await eventually('the first line', async () => (await line.textContent()) === 'first line');
    await dialog().getByRole('button', { name: 'third line' }).click();
    await eventually('the third line', async () => (await line.textContent()) === 'third line');
    await eventually('its place', async () => (await seconds()) > 39);
    await checkPage(page, 'lyrics');
    await closed();
  });

  it('is remembered once half of a song was heard', async () => {
    const heard = async () =>
      (await world.client.must('listPlays')).items.map(({ song }) => song.title);
    expect(await heard()).not.toContain('Wren');
    await playFrom('Wren');
    await eventually('the play', async () => (await heard()).includes('Wren'));
    expect(await heard()).not.toContain('Crow');
    await page.goto('/history');
    await page.getByRole('list', { name: 'History' }).getByText('Wren', { exact: true }).waitFor();
    expect(world.faults).toEqual([]);
  });
});
