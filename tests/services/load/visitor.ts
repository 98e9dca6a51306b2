import { setTimeout as delay } from 'node:timers/promises';
import type { Caller } from './caller.ts';

/** Attempts and pauses of the queries of the web app (apps/web/src/app/providers.tsx). */
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 1000;
const worthRetrying = new Set(['network', 'unavailable', 'internal']);

/** Looks at one page after the other; answers why one could not be shown, null where it could. */
export async function visit(caller: Caller, turn: number): Promise<string | null> {
  const pages: readonly (() => Promise<unknown>)[] = [
    () => caller.ask('listSongs', { query: { limit: 50 } }),
    () => openAlbum(caller),
    () => caller.ask('search', { query: { q: 'song' } }),
    () => caller.ask('getMe'),
    () => caller.ask('listPlays', { query: { limit: 20 } }),
  ];
  const page = pages[turn % pages.length] ?? (async () => {});
  for (let attempt = 1; ; attempt += 1) {
    try {
      await page();
      return null;
    } catch (error) {
      const code = String((error as { code?: unknown }).code ?? error);
      if (attempt === ATTEMPTS || !worthRetrying.has(code)) return code;
      await delay(FIRST_PAUSE_MS * 2 ** (attempt - 1));
    }
  }
}

async function openAlbum(caller: Caller): Promise<void> {
  const { items } = await caller.ask('listAlbums', { query: { limit: 20 } });
  const [album] = items;
  if (album) await caller.ask('getAlbum', { params: { albumId: album.id } });
}
