import type { Caller } from '../identity/index.ts';
import {
  folderOfRenditions,
  isPresentable,
  type MediaDeps,
  type MediaItem,
  processAgain,
  renditionFolder,
  renditionKey,
} from '../media/items/index.ts';
import { MASTER_PLAYLIST, STORYBOARD_INDEX, withSignature } from '../media/video/index.ts';
import {
  type BlobStore,
  type Clock,
  MadrigalError,
  mediaTypeOfKey,
  toBlobKey,
} from '../shared/index.ts';
import { nameOfShown } from './download-media.ts';
import type { UrlSigner, UrlVerifier } from './ports.ts';
import { roundedExpiry } from './signing-time.ts';

/** Path below which every edge serves objects. */
const EDGE_PATH = '/cdn/';
/** Playlists of the longest video have about 1 MB. */
const MAX_TEXT_BYTES = 4 * 1024 ** 2;
const TEXT_NAME = /^[a-z0-9]+\.(m3u8|vtt)$/;

export interface WatchingDeps {
  signer: UrlSigner;
  verifier: UrlVerifier;
  processed: BlobStore;
  clock: Clock;
  /** Least time in ms that handed-out URLs work. */
  urlTtlMs: number;
}

/** What it takes to have videos made again whose files have expired. */
export type WatchVideoDeps = WatchingDeps & MediaDeps;

/** A text about a video's files, by what names it: see {@link readVideoText}. */
export interface VideoTextAddress {
  mediaId: string;
  generation: number;
  name: string;
  /** Policy and signature of the folder that it lies in. */
  query: string;
}

export interface VideoPlayback {
  /** HLS master playlist. */
  stream: VideoTextAddress;
  /** WebVTT with the parts of one picture. */
  storyboard: VideoTextAddress;
  /** Signed URLs. */
  mp4Url: string;
  /** The same file, to be saved. */
  downloadUrl: string;
  posterUrl: string;
  previewUrl: string;
  expiresAt: Date;
  durationMs: number;
  width: number;
  height: number;
}

/**
 * Everything a player needs to show a video of the caller, or a public one. Has a video made again
 * whose files have expired.
 * @throws MadrigalError `not_found`, `rendition_not_ready`
 */
export async function watchVideo(
  deps: WatchVideoDeps,
  caller: Caller,
  mediaId: string,
): Promise<VideoPlayback> {
  const item = await deps.media.getMedia(mediaId);
  const isVisible = item.ownerId === caller.userId || item.visibility === 'public';
  if (!isVisible || item.kind !== 'video') throw noSuchVideo();
  return readyPlayback(deps, item);
}

/** The same for a public video, for anyone. @throws MadrigalError `not_found`, `rendition_not_ready` */
export async function watchPublicVideo(
  deps: WatchVideoDeps,
  mediaId: string,
): Promise<VideoPlayback> {
  const item = await deps.media.getMedia(mediaId);
  const isPublic = item.visibility === 'public' && isPresentable(item);
  if (!isPublic || item.kind !== 'video') throw noSuchVideo();
  return readyPlayback(deps, item);
}

function noSuchVideo(): MadrigalError {
  return new MadrigalError('not_found', 'There is no such video.');
}

async function readyPlayback(deps: WatchVideoDeps, item: MediaItem): Promise<VideoPlayback> {
  if (item.progress.state === 'ready' && hasExpired(item, deps.clock.now())) {
    await processAgain(deps, item);
    throw new MadrigalError('rendition_not_ready', 'This video is being made ready again.');
  }
  if (item.progress.state === 'rejected') {
    throw new MadrigalError('rendition_not_ready', item.progress.message);
  }
  return playbackOf(deps, item);
}

function hasExpired(item: MediaItem, now: Date): boolean {
  return item.renditions.every(({ expiresAt }) => expiresAt <= now);
}

/**
 * Everything a player needs, for a video that the caller may see. One signature covers all files
 * of the video.
 * @throws MadrigalError `rendition_not_ready` while there are none
 */
export function playbackOf(
  deps: Pick<WatchingDeps, 'signer' | 'clock' | 'urlTtlMs'>,
  item: MediaItem,
): VideoPlayback {
  const folder = folderOfRenditions(item);
  const stream = item.renditions.find(({ role }) => role === 'stream');
  if (folder === null || item.renditionsOf === null || !stream || item.durationMs === null) {
    throw new MadrigalError('rendition_not_ready', 'This video is not ready to be watched yet.');
  }
  const expiresAt = roundedExpiry(deps.clock.now(), deps.urlTtlMs);
  const { baseUrl, query } = deps.signer.signPrefix(folder, expiresAt);
  const nameOf = (role: string) => {
    const name = item.renditions.find((rendition) => rendition.role === role)?.name;
    if (name !== undefined) return name;
    throw new MadrigalError('rendition_not_ready', `The ${role} of this video is not ready yet.`);
  };
  const urlOf = (role: string) => `${baseUrl}${nameOf(role)}?${query}`;
  const mp4 = renditionKey(folder, nameOf('video'));
  const text = { mediaId: item.id, generation: item.renditionsOf, query };
  return {
    stream: { ...text, name: MASTER_PLAYLIST },
    storyboard: { ...text, name: STORYBOARD_INDEX },
    mp4Url: urlOf('video'),
    downloadUrl: deps.signer.signObject(mp4, expiresAt, nameOfShown(item, false)),
    posterUrl: urlOf('poster'),
    previewUrl: urlOf('preview'),
    expiresAt,
    durationMs: item.durationMs,
    width: stream.width,
    height: stream.height,
  };
}

export interface VideoText {
  text: string;
  mimeType: string;
  expiresAt: Date;
}

/**
 * A playlist or storyboard index in which every address carries the signature that it was asked
 * for with. No edge can do that, and players do not send the query of a playlist on by themselves.
 * Knows nothing about who asks: whoever holds a signed URL may have what it opens.
 * @throws MadrigalError `url_signature_invalid`, `url_expired`, `not_found`
 */
export async function readVideoText(
  deps: WatchingDeps,
  { mediaId, generation, name, query }: VideoTextAddress,
): Promise<VideoText> {
  if (!TEXT_NAME.test(name)) throw new MadrigalError('not_found', 'There is no such playlist.');
  const folder = renditionFolder(mediaId, generation);
  const key = toBlobKey(`${folder}/${name}`);
  const { expiresAt } = deps.verifier.verify(`${EDGE_PATH}${key}?${query}`, deps.clock.now());
  const { baseUrl, query: signature } = deps.signer.signPrefix(folder, expiresAt);
  const text = await readText(deps.processed, key);
  // Other playlists are read here too; all the rest by way of the edge.
  const sign = (file: string) =>
    TEXT_NAME.test(file) ? `${file}?${signature}` : `${baseUrl}${file}?${signature}`;
  return { text: withSignature(text, sign), mimeType: mediaTypeOfKey(key), expiresAt };
}

async function readText(processed: BlobStore, key: ReturnType<typeof toBlobKey>): Promise<string> {
  const { info, chunks } = await processed.read(key);
  if (info.sizeBytes > MAX_TEXT_BYTES) {
    throw new MadrigalError('internal', 'The playlist is larger than any can be.');
  }
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of chunks) text += decoder.decode(chunk, { stream: true });
  return text + decoder.decode();
}
