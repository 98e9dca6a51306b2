import type { Caller } from '../identity/index.ts';
import {
  folderOfRenditions,
  getOwnMedia,
  isPresentable,
  type MediaDeps,
  type MediaItem,
  makeAgain,
  type Rendition,
  renditionKey,
} from '../media/items/index.ts';
import { type BlobStore, type Clock, MadrigalError, safeFileName } from '../shared/index.ts';
import type { UrlSigner } from './ports.ts';
import { roundedExpiry } from './signing-time.ts';

export interface DownloadDeps {
  signer: UrlSigner;
  raw: Pick<BlobStore, 'presignDownload'>;
  clock: Clock;
  urlTtlMs: number;
}

/** What a browser saves, and where it gets it. */
export interface MediaDownload {
  url: string;
  fileName: string;
  sizeBytes: number;
  expiresAt: Date;
}

/**
 * The file that the caller uploaded, as it is.
 * @throws MadrigalError `not_found`
 */
export async function downloadOriginal(
  deps: DownloadDeps & MediaDeps,
  caller: Pick<Caller, 'userId'>,
  mediaId: string,
): Promise<MediaDownload> {
  const [item] = await getOwnMedia(deps, caller, [mediaId]);
  if (!item || item.progress.state === 'rejected') {
    throw new MadrigalError('not_found', 'There is no such photo or video.');
  }
  const fileName = safeFileName(item.fileName);
  const until = roundedExpiry(deps.clock.now(), deps.urlTtlMs);
  const signed = await deps.raw.presignDownload(item.rawKey, fileName, until);
  return { ...signed, fileName, sizeBytes: item.rawSizeBytes };
}

/**
 * The largest file made of an item that every program opens: a JPEG, of a video its MP4. Nothing in it
 * tells where it was taken. `known` names it after what its owner uploaded, which others do not know.
 * @throws MadrigalError `not_found`, `rendition_not_ready` while there is none
 */
export async function downloadShown(
  deps: DownloadDeps & MediaDeps,
  item: MediaItem,
  { known }: { known: boolean },
): Promise<MediaDownload> {
  if (!isPresentable(item)) {
    throw new MadrigalError('not_found', 'There is no such photo or video.');
  }
  await makeAgain(deps, item);
  const folder = folderOfRenditions(item);
  const file = folder && largestOf(item);
  if (!file) throw new MadrigalError('rendition_not_ready', 'This is being made ready again.');
  const expiresAt = roundedExpiry(deps.clock.now(), deps.urlTtlMs);
  const fileName = nameOfShown(item, known);
  const url = deps.signer.signObject(renditionKey(folder, file.name), expiresAt, fileName);
  return { url, fileName, sizeBytes: file.sizeBytes, expiresAt };
}

function largestOf({ kind, renditions }: MediaItem): Rendition | undefined {
  const [role, mimeType] = kind === 'video' ? ['video', 'video/mp4'] : ['image', 'image/jpeg'];
  return renditions
    .filter((each) => each.role === role && each.mimeType === mimeType)
    .toSorted((one, other) => other.width - one.width)[0];
}

/** What the JPEG or MP4 made of an item is called. */
export function nameOfShown({ kind, title, fileName, capture }: MediaItem, known: boolean): string {
  const [extension, otherwise] = kind === 'video' ? ['mp4', 'video'] : ['jpg', 'photo'];
  const day = capture.at.toISOString().slice(0, 10);
  const name = title || (known ? fileName.replace(/\.[^.]*$/, '') : `${otherwise} ${day}`);
  return safeFileName(`${name}.${extension}`, `${otherwise}.${extension}`);
}
