import type { MediaKind } from '@madrigal/contract';
import type { Caller } from '../../identity/index.ts';
import {
  type CursorPage,
  type CursorQuery,
  MadrigalError,
  pageByCursor,
} from '../../shared/index.ts';
import type { MediaDeps } from './deps.ts';
import type { MediaItem } from './model.ts';
import { getOwnMedia } from './own-media.ts';
import { type AgainDeps, processAgain } from './progress.ts';

export interface MediaQuery extends CursorQuery {
  kind?: MediaKind | undefined;
  tag?: string | undefined;
  albumId?: string | undefined;
  month?: string | undefined;
  trash: boolean;
}

/** Bits of the perceptual hash that may differ between copies of one picture. */
const SIMILAR_BITS = 6;
const MOST_SIMILAR = 20;

/**
 * The caller's timeline, captured last first. Photos whose renditions expired are made anew.
 * @throws MadrigalError `invalid_cursor`
 */
export async function listMedia(
  deps: MediaDeps,
  caller: Caller,
  query: MediaQuery,
): Promise<CursorPage<MediaItem>> {
  const { kind, tag, albumId, month, trash } = query;
  const page = await pageByCursor('captured', query, (request) =>
    deps.media.listMediaOf(caller.userId, { kind, tag, albumId, month, trash }, request),
  );
  for (const item of page.items) {
    // A film takes long to make: whoever opens it asks for it, not who passes by.
    if (item.kind === 'image' && item.deletedAt === null) await makeAgain(deps, item);
  }
  return page;
}

/** A media item of the caller; what was made of it and expired is made anew. @throws `not_found` */
export async function getMedia(
  deps: MediaDeps,
  caller: Pick<Caller, 'userId'>,
  mediaId: string,
): Promise<MediaItem> {
  const [item] = await getOwnMedia(deps, caller, [mediaId]);
  if (!item) throw notFound();
  await makeAgain(deps, item);
  return item;
}

/**
 * A public item, for anyone. One that was never processed, or is in the trash, is not there.
 * @throws MadrigalError `not_found`
 */
export async function getPublicMedia(deps: MediaDeps, mediaId: string): Promise<MediaItem> {
  const item = await deps.media.getMedia(mediaId);
  if (item.visibility !== 'public' || !isPresentable(item)) throw notFound();
  await makeAgain(deps, item);
  return item;
}

/** Whether anybody but its owner could be shown it. */
export function isPresentable({ deletedAt, width }: MediaItem): boolean {
  return deletedAt === null && width !== null;
}

/** Items of the caller that look like one of them: the hint at duplicates. @throws `not_found` */
export async function listSimilarMedia(
  deps: MediaDeps,
  caller: Caller,
  mediaId: string,
): Promise<MediaItem[]> {
  const item = await getMedia(deps, caller, mediaId);
  return deps.media.listSimilarMedia(item, SIMILAR_BITS, MOST_SIMILAR);
}

/** Has renditions made that expired, while the raw object lives. */
export async function makeAgain(deps: AgainDeps, item: MediaItem): Promise<void> {
  if (item.progress.state === 'ready' && item.renditionsOf === null) await processAgain(deps, item);
}

function notFound(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such photo or video.');
}
