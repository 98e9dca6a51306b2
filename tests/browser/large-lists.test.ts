import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../acceptance/harness/index.ts';
import { openWorld, type World } from './world.ts';

const SONGS = 10_000;
const BATCH = 500;
/** Rows that a window of this height can show, with those drawn ahead. */
const MOST_ROWS = 60;
const FILL = fileURLToPath(new URL('../../bench/catalogue/fill-running.ts', import.meta.url));

describe('ten thousand songs', () => {
  let world: World;
  let page: Page;
  let playlistId = '';

  beforeAll(async () => {
    world = await openWorld({
      fill: async (client, { dataDir }) => {
        const { id } = await client.must('getMe');
        const args = ['--data-dir', dataDir, '--songs', String(SONGS), '--listener', id];
        await promisify(execFile)(process.execPath, [FILL, ...args]);
        const all = await allSongs(client);
        playlistId = (await client.must('createPlaylist', { body: { name: 'Everything' } })).id;
        for (let at = 0; at < all.length; at += BATCH) {
          const body = { songIds: all.slice(at, at + BATCH) };
          await client.must('addPlaylistItems', { params: { playlistId }, body });
        }
      },
    });
    page = world.page;
  });
  afterAll(() => world.dispose());

  async function allSongs(client: World['client']): Promise<string[]> {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const query = { order: 'title', limit: 200, ...(cursor && { cursor }) } as const;
      const { items, nextCursor } = await client.must('listSongs', { query });
      ids.push(...items.map(({ id }) => id));
      cursor = nextCursor ?? undefined;
    } while (cursor);
    return ids;
  }

  const count = (selector: string) => page.locator(selector).count();
  const numberOf = (selector: string, attribute: string) =>
    page.evaluate<number>(
      `Number([...document.querySelectorAll(${JSON.stringify(selector)})].at(-1)?.getAttribute(${JSON.stringify(attribute)}) ?? 0)`,
    );
  const scrollTo = (place: 'start' | 'end') =>
    page.evaluate(
      `(() => { const main = document.querySelector('main');
        main.scrollTop = ${place === 'end' ? 'main.scrollHeight' : 0}; })()`,
    );
  const focusedRow = () =>
    page.evaluate<string>(
      `document.activeElement?.closest('[aria-rowindex], [aria-posinset]')?.getAttribute(
        document.activeElement.closest('[aria-rowindex]') ? 'aria-rowindex' : 'aria-posinset') ?? 'none'`,
    );

  it('are a list that draws what is in view and is walked through by keys to its end', async () => {
    await page.goto('/songs?sort=title');
    const rows = 'main [role="rowgroup"] [role="row"]';
    await page.locator(rows).first().focus();
    let seen = 0;
    await eventually('the last song', async () => {
      await page.keyboard.press('End');
      expect(await count(rows)).toBeLessThan(MOST_ROWS);
      seen = Math.max(seen, await numberOf(rows, 'aria-rowindex'));
      return seen === SONGS + 1;
    });
    await eventually('the focus on it', async () => (await focusedRow()) === String(SONGS + 1));
    await page.keyboard.press('Home');
    await eventually('the focus on the first', async () => (await focusedRow()) === '2');
    await page.keyboard.press('ArrowDown');
    await eventually('the focus on the second', async () => (await focusedRow()) === '3');
    await scrollTo('end');
    await eventually('the end', async () => (await numberOf(rows, 'aria-rowindex')) > SONGS);
    expect(await focusedRow()).toBe('3');
    await page.keyboard.press('ArrowDown');
    await eventually('the third in view', async () => (await focusedRow()) === '4');
    expect(await page.locator(`${rows}:focus`).isVisible()).toBe(true);
    expect(await count(rows)).toBeLessThan(MOST_ROWS);
  });

  it('are a playlist, whose last song is moved by keys', async () => {
    await page.goto(`/playlists/${playlistId}`);
    const rows = 'main ol > li';
    await page.locator(rows).first().waitFor();
    expect(await numberOf(rows, 'aria-setsize')).toBe(SONGS);
    await scrollTo('end');
    await eventually('its end', async () => (await numberOf(rows, 'aria-posinset')) === SONGS);
    expect(await count(rows)).toBeLessThan(MOST_ROWS);
    const last = page.locator(`${rows}[aria-posinset="${SONGS}"]`);
    const title = await last.locator('p').first().textContent();
    await last.getByRole('button', { name: /^Move / }).focus();
    await scrollTo('start');
    await eventually(
      'the start',
      async () => (await page.locator(`${rows}[aria-posinset="1"]`).count()) === 1,
    );
    expect(await focusedRow()).toBe(String(SONGS));
    await page.keyboard.press('ArrowUp');
    const moved = page.locator(`${rows}[aria-posinset="${SONGS - 1}"]`);
    await moved.getByText(title?.trim() ?? '', { exact: true }).waitFor();
    await eventually('the focus with it', async () => (await focusedRow()) === String(SONGS - 1));
  });

  it('are a history, read to its first day', async () => {
    await page.goto('/history');
    const rows = 'main ol > li';
    await page.locator(rows).first().waitFor();
    await eventually('the end of the history', async () => {
      await scrollTo('end');
      expect(await count(rows)).toBeLessThan(MOST_ROWS);
      return (await numberOf(rows, 'aria-setsize')) > SONGS;
    });
    await scrollTo('end');
    const last = async () =>
      (await numberOf(rows, 'aria-posinset')) === (await numberOf(rows, 'aria-setsize'));
    await eventually('the last play', last);
    expect(world.faults).toEqual([]);
  });
});
