import { endpoints, type InstanceInfo, type ServerEvent } from '@madrigal/contract';
import { readAll } from '../../api/pages.ts';
import { ApiError } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { songsOfAlbum } from '../albums/queries.ts';
import { onServerEvent } from '../live/live-updates.ts';
import { keepList, removeList } from './keep.ts';
import { type KeptList, useKept } from './kept-store.ts';

/** Changes within this time are followed together. */
const settleMs = 2000;
const mostSongs = 10_000;
/** How often lists are looked at where the server tells no events, while somebody sees the page. */
const lookAgainMs = 30_000;

/** Keeps what is new in kept lists and lets go of what left them. Returns how to stop. */
export function followKeptLists(userId: string, how: InstanceInfo['events']): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const follow = () => {
    clearTimeout(timer);
    timer = setTimeout(() => void followAll(userId), settleMs);
  };
  const stop = onServerEvent((event) => concerns(event) && follow());
  const look = () => document.visibilityState === 'visible' && follow();
  const looking = how === 'poll' ? setInterval(look, lookAgainMs) : undefined;
  follow();
  return () => {
    clearInterval(looking);
    clearTimeout(timer);
    stop();
  };
}

function concerns(event: ServerEvent): boolean {
  if (event.type !== 'playlist.changed') {
    return event.type === 'catalogue.changed' || event.type === 'resync';
  }
  return useKept.getState().lists.some(({ id }) => id === event.playlistId);
}

/** Only one of the pages that are open does it. */
async function followAll(userId: string): Promise<void> {
  if (useKept.getState().lists.length === 0) return;
  await navigator.locks.request(
    `madrigal-follow-${userId}`,
    { ifAvailable: true },
    async (lock) => {
      if (!lock) return;
      for (const list of useKept.getState().lists) {
        if (useKept.getState().userId !== userId) return;
        await followList(list);
      }
    },
  );
}

/** Without a connection, or when anything else fails, the list stays as it is. */
async function followList(list: KeptList): Promise<void> {
  try {
    const now = list.kind === 'album' ? await albumNow(list) : await playlistNow(list);
    const same = now.title === list.title && now.songIds.join() === list.songIds.join();
    if (!same) await keepList(now);
  } catch (error) {
    if (isGone(error)) await removeList(list.id);
  }
}

/** Only the server itself may say so: a proxy that finds nothing must not empty the device. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.code === 'not_found' && error.requestId !== null;
}

async function albumNow(list: KeptList): Promise<KeptList> {
  const { title } = await request(endpoints.getAlbum, { params: { albumId: list.id } });
  return { ...list, title, songIds: (await songsOfAlbum(list.id)).map(({ id }) => id) };
}

async function playlistNow(list: KeptList): Promise<KeptList> {
  const params = { playlistId: list.id };
  const { name } = await request(endpoints.getPlaylist, { params });
  const items = await readAll(
    (cursor) => request(endpoints.listPlaylistItems, { params, query: { limit: 200, cursor } }),
    mostSongs,
  );
  return { ...list, title: name, songIds: items.map(({ song }) => song.id) };
}
