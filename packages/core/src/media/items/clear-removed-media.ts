import type { BlobStore } from '../../shared/index.ts';
import type { MediaRemains, MediaStore } from './ports.ts';
import { dropObjects } from './process-media.ts';

const BATCH = 100;
/** Stores answer in their own time: most of this is waiting. */
const AT_ONCE = 10;

export interface ClearRemovedMediaDeps {
  media: Pick<MediaStore, 'listMediaRemains' | 'markMediaCleared'>;
  raw: Pick<BlobStore, 'delete'>;
  processed: BlobStore;
}

/**
 * Deletes the objects of all items that were removed for good. Safe to run at any time and in several
 * processes at once; what a crash leaves is found again.
 */
export async function clearRemovedMedia(
  deps: ClearRemovedMediaDeps,
  signal: AbortSignal,
): Promise<void> {
  let cleared: number;
  do cleared = await clearSomeMedia(deps, signal);
  while (cleared === BATCH);
}

/** The same for some hundred at most; answers how many. */
export async function clearSomeMedia(
  deps: ClearRemovedMediaDeps,
  signal?: AbortSignal,
): Promise<number> {
  const remains = await deps.media.listMediaRemains(BATCH);
  for (let from = 0; from < remains.length; from += AT_ONCE) {
    signal?.throwIfAborted();
    await Promise.all(remains.slice(from, from + AT_ONCE).map((one) => clear(deps, one)));
  }
  return remains.length;
}

async function clear(
  { media, raw, processed }: ClearRemovedMediaDeps,
  { rawKey, ...cleared }: MediaRemains,
): Promise<void> {
  await dropObjects({ processed }, cleared.mediaId);
  await raw.delete([rawKey]);
  await media.markMediaCleared(cleared);
}
