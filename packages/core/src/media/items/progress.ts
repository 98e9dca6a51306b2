import { hasCode, type JobKind } from '../../shared/index.ts';
import type { MediaRejectedError } from '../dispatch/index.ts';
import type { MediaDeps } from './deps.ts';
import type { MediaItem, MediaProgress } from './model.ts';
import type { MediaChange } from './ports.ts';

const UNFINISHED = ['received', 'processing', 'failed'] as const;
const FINISHED = ['ready', 'rejected', 'failed'] as const;

/** What it takes to have an item processed anew. */
export type AgainDeps = Pick<MediaDeps, 'jobs' | 'events' | 'clock'> & {
  media: Pick<MediaDeps['media'], 'changeMedia'>;
};

type MarkDeps = Pick<MediaDeps, 'media' | 'events' | 'clock'>;

/** The item, when it waits for processing; null when there is nothing to do. */
export async function findUnprocessed(
  deps: Pick<MediaDeps, 'media'>,
  mediaId: string,
): Promise<MediaItem | null> {
  try {
    const item = await deps.media.getMedia(mediaId);
    return UNFINISHED.some((state) => state === item.progress.state) ? item : null;
  } catch (error) {
    if (hasCode(error, 'not_found')) return null;
    throw error;
  }
}

/** Has the raw object processed. Sent twice, it is handled once; people's items take turns. */
export async function sendProcessing(
  { jobs }: Pick<MediaDeps, 'jobs'>,
  { id, ownerId, kind, generation }: Pick<MediaItem, 'id' | 'ownerId' | 'kind' | 'generation'>,
): Promise<void> {
  const jobKind = { image: 'image.process', video: 'video.process' } as const satisfies Record<
    MediaItem['kind'],
    JobKind
  >;
  await jobs.send({
    kind: jobKind[kind],
    payload: { v: 1, mediaId: id },
    dedupeKey: `media:${id}:${generation}`,
    group: ownerId,
  });
}

/** Has a finished item processed anew; false when it waits for that already. @throws not_found */
export async function processAgain(deps: AgainDeps, item: MediaItem): Promise<boolean> {
  const waiting = await deps.media.changeMedia(item.id, {
    whileState: FINISHED,
    whileGeneration: item.generation,
    generation: item.generation + 1,
    progress: { state: 'received' },
    updatedAt: deps.clock.now(),
  });
  if (!waiting) return false;
  await tell(deps, item);
  await sendProcessing(deps, waiting);
  return true;
}

/** @throws not_found when the item was removed meanwhile */
export async function markProcessing(
  deps: MarkDeps,
  item: MediaItem,
  step: string,
  percent: number,
): Promise<void> {
  await mark(deps, item, { progress: { state: 'processing', step, percent } });
}

/** False when it was removed or asked for anew meanwhile, so that what was made is not wanted. */
export async function markReady(
  deps: MarkDeps,
  item: MediaItem,
  processed: NonNullable<MediaChange['processed']>,
): Promise<boolean> {
  try {
    return await mark(deps, item, { progress: { state: 'ready' }, processed });
  } catch (error) {
    if (hasCode(error, 'not_found')) return false;
    throw error;
  }
}

export async function markRejected(
  deps: MarkDeps,
  item: MediaItem,
  { code, message }: Pick<MediaRejectedError, 'code' | 'message'>,
): Promise<void> {
  await mark(deps, item, { progress: { state: 'rejected', code, message } });
}

/** All attempts were used up. False when that is no longer true. */
export async function markMediaFailed(
  deps: MarkDeps,
  mediaId: string,
  diedAt: Date,
): Promise<boolean> {
  const item = await findUnprocessed(deps, mediaId);
  if (!item || item.progress.state === 'failed' || item.updatedAt > diedAt) return false;
  return mark(deps, item, { progress: { state: 'failed' } });
}

async function mark(
  deps: MarkDeps,
  item: MediaItem,
  change: { progress: MediaProgress } & Pick<MediaChange, 'processed'>,
): Promise<boolean> {
  const changed = await deps.media.changeMedia(item.id, {
    whileState: UNFINISHED,
    whileGeneration: item.generation,
    ...change,
    updatedAt: deps.clock.now(),
  });
  if (changed) await tell(deps, item);
  return changed !== null;
}

/** Tells the owner's open pages that an item is not what it was. */
async function tell(
  { events }: Pick<MediaDeps, 'events'>,
  { id, ownerId }: Pick<MediaItem, 'id' | 'ownerId'>,
): Promise<void> {
  await events.publish({ userId: ownerId }, { type: 'media.changed', mediaId: id });
}
