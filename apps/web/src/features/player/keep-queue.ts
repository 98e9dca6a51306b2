import { endpoints } from '@madrigal/contract';
import { request } from '../../api/request.ts';
import { readQueue, writeQueue } from './kept-queue.ts';
import { player } from './player.ts';
import { type PlayerState, usePlayer } from './store.ts';

/** How far the kept position may lag behind. */
const everyMs = 5000;
/** Upcoming songs whose covers are fetched anew after a reload; addresses of covers expire. */
const refreshed = 12;

/** Brings back what this person was listening to, and keeps it until stopped. */
export function keepQueue(userId: string): () => void {
  const storageKey = `madrigal.queue.${userId}`;
  const kept = readQueue(readStorage(storageKey));
  if (kept) {
    player.restore(kept.queue, kept.positionMs);
    void refreshSongs();
  }
  let keptAtMs = 0;
  const keep = (state: PlayerState) => {
    keptAtMs = performance.now();
    writeStorage(storageKey, writeQueue(state.queue, state.positionMs));
  };
  const unsubscribe = usePlayer.subscribe((state, before) => {
    const changed = state.queue !== before.queue || state.status !== before.status;
    const moved = state.positionMs !== before.positionMs;
    if (changed || (moved && performance.now() - keptAtMs > everyMs)) keep(state);
  });
  const onLeave = () => keep(usePlayer.getState());
  window.addEventListener('pagehide', onLeave);
  return () => {
    unsubscribe();
    window.removeEventListener('pagehide', onLeave);
  };
}

async function refreshSongs(): Promise<void> {
  const { entries, index } = usePlayer.getState().queue;
  for (const { song } of entries.slice(index, index + refreshed)) {
    try {
      const { id: songId } = song;
      const fresh = await request(endpoints.getSong, { params: { songId } });
      usePlayer.setState(({ queue }) => ({
        queue: {
          ...queue,
          entries: queue.entries.map((e) => (e.song.id === songId ? { ...e, song: fresh } : e)),
        },
      }));
    } catch {
      // The song may be gone; the player says so when it gets there.
    }
  }
}

function readStorage(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function writeStorage(key: string, text: string): void {
  try {
    localStorage.setItem(key, text);
  } catch {
    // Storage is blocked or full: the queue lasts as long as the page.
  }
}
