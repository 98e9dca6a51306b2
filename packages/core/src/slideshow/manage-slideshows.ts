import type { Caller } from '../identity/index.ts';
import {
  type CursorPage,
  type CursorQuery,
  decodeCursor,
  encodeCursor,
  MadrigalError,
} from '../shared/index.ts';
import { sendSlideshow } from './create-slideshow.ts';
import { dropSlideshow } from './delete-slideshow.ts';
import type { SlideshowsDeps } from './deps.ts';
import type { SlideshowRecord } from './record.ts';

const ORDER = 'slideshows';

/** The caller's own. @throws MadrigalError `not_found` */
export async function getOwnSlideshow(
  { slideshows }: Pick<SlideshowsDeps, 'slideshows'>,
  caller: Caller,
  slideshowId: string,
): Promise<SlideshowRecord> {
  const found = await slideshows.getSlideshow(slideshowId);
  if (found.ownerId === caller.userId) return found;
  throw new MadrigalError('not_found', 'There is no such slideshow.');
}

/** The caller's, newest first, without previews. @throws MadrigalError `invalid_cursor` */
export async function listSlideshows(
  { slideshows }: Pick<SlideshowsDeps, 'slideshows'>,
  caller: Caller,
  { limit, cursor }: CursorQuery,
): Promise<CursorPage<SlideshowRecord>> {
  const after = cursor === undefined ? {} : { after: decodeCursor(ORDER, cursor, 1) };
  const page = await slideshows.listSlideshowsOfOwner(caller.userId, { limit, ...after });
  return { items: page.items, nextCursor: page.next && encodeCursor(ORDER, page.next) };
}

/** @throws MadrigalError `not_found` */
export async function renameSlideshow(
  deps: SlideshowsDeps,
  caller: Caller,
  slideshowId: string,
  name: string,
): Promise<SlideshowRecord> {
  const { updatedAt } = await getOwnSlideshow(deps, caller, slideshowId);
  const renamed = await deps.slideshows.changeSlideshow(slideshowId, {
    whileState: ['queued', 'rendering', 'ready', 'failed', 'cancelled'],
    name,
    updatedAt, // which says when it was last worked on
  });
  await tellOwner(deps, caller.userId, slideshowId);
  return renamed ?? getOwnSlideshow(deps, caller, slideshowId);
}

/**
 * Stops making a slideshow. Repeating it changes nothing.
 * @throws MadrigalError `not_found`, `conflict` when it ended another way
 */
export async function cancelSlideshow(
  deps: SlideshowsDeps,
  caller: Caller,
  slideshowId: string,
): Promise<SlideshowRecord> {
  await getOwnSlideshow(deps, caller, slideshowId);
  const now = deps.clock.now();
  const cancelled = await deps.slideshows.changeSlideshow(slideshowId, {
    whileState: ['queued', 'rendering'],
    state: 'cancelled',
    remainingMs: null,
    updatedAt: now,
    finishedAt: now,
  });
  if (cancelled) await tellOwner(deps, caller.userId, slideshowId);
  const ended = cancelled ?? (await getOwnSlideshow(deps, caller, slideshowId));
  if (ended.state === 'cancelled') return ended;
  throw new MadrigalError('conflict', 'This slideshow has ended already.');
}

/**
 * Has a failed or cancelled slideshow made again.
 * @throws MadrigalError `not_found`, `conflict` for one that waits, is being made, or is ready
 */
export async function retrySlideshow(
  deps: SlideshowsDeps,
  caller: Caller,
  slideshowId: string,
  { skipBroken }: { skipBroken?: boolean | undefined },
): Promise<SlideshowRecord> {
  const { round, spec } = await getOwnSlideshow(deps, caller, slideshowId);
  const queued = await deps.slideshows.changeSlideshow(slideshowId, {
    whileState: ['failed', 'cancelled'],
    state: 'queued',
    // Another round, so that a job that is just giving up does not stand for the new one.
    round: round + 1,
    ...{ percent: 0, remainingMs: null, failure: null, skipped: [], finishedAt: null },
    ...(skipBroken === undefined ? {} : { spec: { ...spec, skipBroken } }),
    updatedAt: deps.clock.now(),
  });
  if (!queued)
    throw new MadrigalError('conflict', 'This slideshow neither failed nor was cancelled.');
  await sendSlideshow(deps, queued);
  await tellOwner(deps, caller.userId, slideshowId);
  return queued;
}

/** Deletes a slideshow and its bytes. @throws MadrigalError `not_found` */
export async function deleteSlideshow(
  deps: SlideshowsDeps,
  caller: Caller,
  slideshowId: string,
): Promise<void> {
  await dropSlideshow(deps, await getOwnSlideshow(deps, caller, slideshowId));
  await tellOwner(deps, caller.userId, slideshowId);
}

/** Tells open pages of its owner that a slideshow moved on. */
export async function tellOwner(
  { events }: Pick<SlideshowsDeps, 'events'>,
  userId: string,
  slideshowId: string,
): Promise<void> {
  await events.publish({ userId }, { type: 'slideshow.changed', slideshowId });
}
