import type { Caller } from '../../identity/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import type { MediaDeps } from './deps.ts';
import { getMedia } from './list-media.ts';
import type { MediaEdit, MediaItem } from './model.ts';
import { getOwnMedia } from './own-media.ts';
import { processAgain } from './progress.ts';

/** Edits up to 500 items; those that are not the caller's are left out. */
export async function editMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaIds: readonly string[],
  edit: MediaEdit,
): Promise<MediaItem[]> {
  const edited = await deps.media.editMedia(caller.userId, mediaIds, edit);
  await tellAll(
    deps,
    caller,
    edited.map(({ id }) => id),
  );
  return edited;
}

/** Puts items into the trash, from where they can be restored for 30 days. Answers those that are there. */
export async function trashMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaIds: readonly string[],
): Promise<string[]> {
  const ids = await deps.media.trashMedia(caller.userId, mediaIds, deps.clock.now());
  await tellAll(deps, caller, ids);
  return ids;
}

/** Takes items out of the trash; answers those that exist still. */
export async function restoreMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaIds: readonly string[],
): Promise<string[]> {
  const ids = await deps.media.restoreMedia(caller.userId, mediaIds);
  await tellAll(deps, caller, ids);
  return ids;
}

/** Removes items for good that are in the trash. Their objects follow with the next sweep. */
export async function removeMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaIds: readonly string[],
): Promise<string[]> {
  const ids = await deps.media.removeMedia(caller.userId, mediaIds, deps.clock.now());
  await tellAll(deps, caller, ids);
  return ids;
}

/**
 * Makes everything shown of an item anew.
 * @throws MadrigalError `not_found`, `conflict` while it is being made
 */
export async function reprocessMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaId: string,
): Promise<MediaItem> {
  const [item] = await getOwnMedia(deps, caller, [mediaId]);
  if (!item || !(await processAgain(deps, item))) {
    throw new MadrigalError('conflict', 'It is being processed already.');
  }
  return getMedia(deps, caller, mediaId);
}

async function tellAll(
  { events }: Pick<MediaDeps, 'events'>,
  { userId }: Caller,
  mediaIds: readonly string[],
): Promise<void> {
  for (const mediaId of mediaIds) {
    await events.publish({ userId }, { type: 'media.changed', mediaId });
  }
}
