import { endpoints, type Loudness, type Song } from '@madrigal/contract';
import { request } from '../../api/request.ts';
import { keptCache, keptPath, keptUrl } from '../../sw/paths.ts';
import { type KeptIndex, nothingKept } from './kept-store.ts';

const indexUrl = (userId: string) => `${keptPath}${encodeURIComponent(userId)}/index`;

/** Service workers need a safe origin, and so does all that is kept. */
export function canKeep(): boolean {
  return 'serviceWorker' in navigator && 'caches' in window;
}

export async function readIndex(userId: string): Promise<KeptIndex> {
  const stored = await (await caches.open(keptCache)).match(indexUrl(userId));
  return stored ? ((await stored.json()) as KeptIndex) : nothingKept;
}

/** Changes the index; pages that do so at the same time wait for each other. */
export function changeIndex(
  userId: string,
  change: (index: KeptIndex) => KeptIndex,
): Promise<KeptIndex> {
  return navigator.locks.request(`madrigal-kept-${userId}`, async () => {
    const index = change(await readIndex(userId));
    const cache = await caches.open(keptCache);
    await cache.put(indexUrl(userId), Response.json(index));
    return index;
  });
}

/** Fetches the audio and the cover of a song; answers the bytes they take, and what came with them. */
export async function fetchFiles(
  userId: string,
  song: Song,
  onProgress: (share: number) => void,
): Promise<{ sizeBytes: number; albumLoudness: Loudness }> {
  const cache = await caches.open(keptCache);
  const stream = await request(endpoints.streamSong, { params: { songId: song.id } });
  const answer = await fetch(stream.url);
  if (!answer.ok || !answer.body) throw new Error(`The audio answered ${answer.status}`);
  let received = 0;
  const counted = answer.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, control) => {
        received += chunk.byteLength;
        onProgress(Math.min(1, received / stream.sizeBytes));
        control.enqueue(chunk);
      },
    }),
  );
  const headers = { 'content-type': stream.mimeType };
  await cache.put(keptUrl(userId, song.id, 'audio'), new Response(counted, { headers }));
  const sizeBytes = received + (await keepCover(cache, userId, song));
  return { sizeBytes, albumLoudness: stream.albumLoudness };
}

/** A song without its cover is still worth keeping. */
async function keepCover(cache: Cache, userId: string, song: Song): Promise<number> {
  if (song.coverUrl === null) return 0;
  try {
    const answer = await fetch(song.coverUrl);
    if (!answer.ok) return 0;
    const bytes = await answer.blob();
    await cache.put(keptUrl(userId, song.id, 'cover'), new Response(bytes));
    return bytes.size;
  } catch {
    return 0;
  }
}

export async function deleteFiles(userId: string, songIds: readonly string[]): Promise<void> {
  const cache = await caches.open(keptCache);
  for (const songId of songIds) {
    await cache.delete(keptUrl(userId, songId, 'audio'));
    await cache.delete(keptUrl(userId, songId, 'cover'));
  }
}

/** Drops everything that anybody keeps in this browser. */
export async function deleteEverything(): Promise<void> {
  if (canKeep()) await caches.delete(keptCache);
}
