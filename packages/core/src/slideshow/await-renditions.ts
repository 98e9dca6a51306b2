import { type MediaDeps, type MediaItem, makeAgain } from '../media/items/index.ts';

const LOOK_EVERY_MS = 500;

/**
 * Items of a person once those that are shown by what was made of them have it, or never will: what
 * expired is made again first. Processing always comes to an end, so this does too.
 * @throws the signal's reason when aborted
 */
export async function awaitRenditions(
  deps: Pick<MediaDeps, 'jobs' | 'events' | 'clock'> & {
    media: Pick<MediaDeps['media'], 'getMediaOf' | 'changeMedia'>;
  },
  ownerId: string,
  wanted: { ids: readonly string[]; isNeeded: (item: MediaItem) => boolean },
  signal: AbortSignal,
): Promise<MediaItem[]> {
  for (;;) {
    const items = await deps.media.getMediaOf(ownerId, wanted.ids);
    const waiting = items.filter((item) => wanted.isNeeded(item) && isToCome(item));
    if (waiting.length === 0) return items;
    for (const item of waiting) await makeAgain(deps, item);
    await pause(signal);
  }
}

/** @throws the signal's reason when aborted, sooner or later */
async function pause(signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  signal.throwIfAborted();
}

function isToCome({ progress, renditionsOf, deletedAt }: MediaItem): boolean {
  if (deletedAt !== null) return false;
  if (progress.state === 'ready') return renditionsOf === null;
  return progress.state === 'received' || progress.state === 'processing';
}
