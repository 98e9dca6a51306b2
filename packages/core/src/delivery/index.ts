import type { AudioFormat } from '@madrigal/contract';
import type { Song } from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import type { MediaItem } from '../media/items/index.ts';
import type { BlobKey } from '../shared/index.ts';
import { type DownloadDeps, downloadOriginal, downloadShown } from './download-media.ts';
import {
  type DeliveryDeps,
  signFolder,
  signUrl,
  signWholeSong,
  streamSong,
} from './stream-song.ts';
import {
  playbackOf,
  readVideoText,
  type VideoTextAddress,
  type WatchVideoDeps,
  watchPublicVideo,
  watchVideo,
} from './watch-video.ts';

export { type Avatars, createAvatars } from './avatars.ts';
export { type CoverScaler, type Covers, type CoversDeps, createCovers } from './covers.ts';
export type { MediaDownload } from './download-media.ts';
export { planStream, type StreamPlan, type StreamWish } from './plan-stream.ts';
export type { UrlSigner, UrlVerifier, VerifiedUrl } from './ports.ts';
export type { DeliveryDeps, SongStream } from './stream-song.ts';
export type { VideoPlayback, VideoText, VideoTextAddress } from './watch-video.ts';

export type Delivery = ReturnType<typeof createDelivery>;

/** Bytes for players: signed URLs that the edge honours. */
export function createDelivery(deps: DeliveryDeps & WatchVideoDeps & DownloadDeps) {
  return {
    streamSong: (caller: Caller, songId: string, format?: AudioFormat) =>
      streamSong(deps, caller, songId, format),
    /** Signed URL of a processed object, and how long it works. */
    sign: (key: BlobKey) => signUrl(deps, key),
    /** Signed URL of a processed object that browsers save under a name. */
    signDownload: (key: BlobKey, fileName: string) => signUrl(deps, key, fileName),
    /** Opens everything below a folder: `baseUrl + name + '?' + query`. */
    accessTo: (folder: BlobKey) => signFolder(deps, folder),
    /** Signed URL of a song's file for players that never ask for another one: it outlasts the song. */
    urlOfWhole: (song: Pick<Song, 'durationMs'>, key: BlobKey) => signWholeSong(deps, song, key),
    /** Signed URL of a cover or waveform. */
    urlFor: (key: BlobKey) => signUrl(deps, key).url,
    watchVideo: (caller: Caller, mediaId: string) => watchVideo(deps, caller, mediaId),
    /** For a video that the caller may see. */
    playbackOf: (item: MediaItem) => playbackOf(deps, item),
    watchPublicVideo: (mediaId: string) => watchPublicVideo(deps, mediaId),
    downloadOriginal: (caller: Caller, mediaId: string) => downloadOriginal(deps, caller, mediaId),
    downloadShown: (item: MediaItem, { known }: { known: boolean }) =>
      downloadShown(deps, item, { known }),
    readVideoText: (address: VideoTextAddress) => readVideoText(deps, address),
  };
}
