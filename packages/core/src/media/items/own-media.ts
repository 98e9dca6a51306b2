import type { Caller } from '../../identity/index.ts';
import { MadrigalError } from '../../shared/index.ts';
import type { MediaItem } from './model.ts';
import type { MediaStore } from './ports.ts';

const BATCH = 500;

/**
 * Media items of the caller, in the order asked for. Somebody else's do not exist for them.
 * @throws MadrigalError `not_found` when one of them is not there
 */
export async function getOwnMedia(
  { media }: { media: Pick<MediaStore, 'getMediaOf'> },
  caller: Pick<Caller, 'userId'>,
  mediaIds: readonly string[],
): Promise<MediaItem[]> {
  const found = new Map<string, MediaItem>();
  const distinct = [...new Set(mediaIds)];
  for (let start = 0; start < distinct.length; start += BATCH) {
    const batch = distinct.slice(start, start + BATCH);
    for (const item of await media.getMediaOf(caller.userId, batch)) found.set(item.id, item);
  }
  return mediaIds.map((id) => {
    const item = found.get(id);
    if (item) return item;
    throw new MadrigalError('not_found', 'There is no such photo or video.');
  });
}
