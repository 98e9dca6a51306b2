import { endpoints } from '@madrigal/contract';
import type { QueryClient } from '@tanstack/react-query';
import { describeError, isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { toast } from '../../ui/toast.tsx';
import { addCollected } from './add-files.ts';
import type { Collected } from './collect.ts';
import { fingerprintOf } from './engine/fingerprint.ts';
import { onMediaReady } from './uploader.ts';

const storageKey = 'madrigal.uploads-into';

/** Photo albums that files on their way are for, by the fingerprint of the file. */
type Albums = Record<string, string>;

/** Sends photos and videos that join an album as soon as they are there, a reload in between or not. */
export async function sendIntoAlbum(photoAlbumId: string, collected: Collected): Promise<void> {
  const albums = read();
  for (const { file, path } of collected.files) {
    const { name, size, lastModified } = file;
    albums[fingerprintOf({ name, size, lastModified, path })] = photoAlbumId;
  }
  write(albums);
  await addCollected(collected);
}

/** Puts what has arrived where it belongs. Returns how to stop. */
export function fillAlbums(client: QueryClient): () => void {
  return onMediaReady((mediaId, fingerprint) => {
    const photoAlbumId = read()[fingerprint];
    if (photoAlbumId) void add(client, photoAlbumId, mediaId).then(() => forget(fingerprint));
  });
}

async function add(client: QueryClient, photoAlbumId: string, mediaId: string): Promise<void> {
  try {
    await request(endpoints.addPhotoAlbumItems, {
      params: { photoAlbumId },
      body: { mediaIds: [mediaId] },
    });
    await client.invalidateQueries({ queryKey: ['photo-albums'] });
  } catch (error) {
    // The album may have been deleted meanwhile: the photo is in the timeline then.
    if (!isCode(error, 'not_found')) toast.error(describeError(error));
  }
}

function forget(fingerprint: string): void {
  const { [fingerprint]: _, ...others } = read();
  write(others);
}

let unstored: Albums = {};

function read(): Albums {
  try {
    return JSON.parse(localStorage.getItem(storageKey) ?? '{}') as Albums;
  } catch {
    return { ...unstored };
  }
}

function write(albums: Albums): void {
  unstored = albums;
  try {
    localStorage.setItem(storageKey, JSON.stringify(albums));
  } catch {
    // Storage is blocked or full: known as long as the page is open.
  }
}
