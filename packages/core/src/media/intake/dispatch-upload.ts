import { type BlobStore, hasCode } from '../../shared/index.ts';
import { getOwnAlbum, type PhotoAlbumStore } from '../albums/index.ts';
import { type ContentSniffer, MediaRejectedError, type Sniffed } from '../dispatch/index.ts';
import { type MediaDeps, receivedMedia, sendProcessing } from '../items/index.ts';
import {
  findUnprocessed,
  markReady,
  markRejected,
  type ProcessingDeps,
  type Upload,
} from '../upload/index.ts';

export interface DispatchDeps extends ProcessingDeps, MediaDeps {
  raw: BlobStore;
  photoAlbums: Pick<PhotoAlbumStore, 'getPhotoAlbum' | 'addToPhotoAlbum'>;
  sniffer: ContentSniffer;
}

/** Looks at what a completed upload really is and sends it to its processor. Idempotent. */
export async function dispatchUpload(deps: DispatchDeps, uploadId: string): Promise<void> {
  const upload = await findUnprocessed(deps, uploadId);
  if (!upload) return;
  const sniffed = await deps.raw.withLocalFile(upload.rawKey, deps.sniffer.sniff);
  const refusal = refusalOf(upload, sniffed) ?? (await refusalOfGuest(deps, upload));
  if (refusal) await markRejected(deps, upload, refusal);
  else if (sniffed.kind === 'audio') await sendAudio(deps, upload);
  else if (sniffed.kind !== 'other') await receive(deps, upload, sniffed);
}

function refusalOf(upload: Upload, sniffed: Sniffed): MediaRejectedError | null {
  if (sniffed.kind === 'other') {
    return new MediaRejectedError(
      'not_media',
      `This file is ${sniffed.description}, neither music nor a photo nor a video.`,
    );
  }
  if (sniffed.kind !== 'audio' || upload.mayAddSongs) return null;
  return new MediaRejectedError('not_allowed', 'Only admins can add songs to the library.');
}

/** What a visitor sends is for the album alone: without it, its owner would not know what it is. */
async function refusalOfGuest(
  deps: DispatchDeps,
  { guest, photoAlbumId, ownerId: userId }: Upload,
): Promise<MediaRejectedError | null> {
  if (!guest || photoAlbumId === null) return null;
  try {
    await getOwnAlbum(deps, { userId }, photoAlbumId);
    return null;
  } catch (error) {
    if (!hasCode(error, 'not_found')) throw error;
    return new MediaRejectedError('not_allowed', 'The album is not there any more.');
  }
}

async function sendAudio(deps: DispatchDeps, { id: uploadId }: Upload): Promise<void> {
  await deps.jobs.send({
    kind: 'audio.process',
    payload: { v: 1, uploadId },
    dedupeKey: `audio:${uploadId}`,
  });
}

/**
 * The upload becomes a media item. The item is there before its raw object is, so that no crash
 * leaves an object which nobody knows.
 */
async function receive(
  deps: DispatchDeps,
  upload: Upload,
  { kind, format }: Extract<Sniffed, { kind: 'image' | 'video' }>,
): Promise<void> {
  const { itemId: id, ownerId, fileName, sizeBytes, modifiedAt, guest } = upload;
  const receivedAt = deps.clock.now();
  const guestName = guest?.name ?? null;
  const received = { id, ownerId, kind, format, fileName, sizeBytes, modifiedAt, receivedAt };
  const item = receivedMedia({ ...received, guestName });
  await deps.media.createMedia(item);
  await deps.raw.withLocalFile(upload.rawKey, (path) => deps.raw.writeFile(item.rawKey, path));
  await putIntoAlbum(deps, upload);
  await sendProcessing(deps, item);
  await deps.events.publish({ userId: ownerId }, { type: 'media.changed', mediaId: id });
  await markReady(deps, upload, { mediaId: id });
}

/** An album that was deleted meanwhile, or is somebody else's, takes nothing: the item is kept without it. */
async function putIntoAlbum(deps: DispatchDeps, upload: Upload): Promise<void> {
  const { photoAlbumId, itemId, ownerId: userId } = upload;
  if (photoAlbumId === null) return;
  try {
    await getOwnAlbum(deps, { userId }, photoAlbumId);
    await deps.photoAlbums.addToPhotoAlbum(photoAlbumId, [itemId], {
      updatedAt: deps.clock.now(),
    });
  } catch (error) {
    if (hasCode(error, 'not_found')) return;
    throw error;
  }
  await deps.events.publish({ userId }, { type: 'photo-album.changed', photoAlbumId });
}
