import type { AudioFormat } from '@madrigal/contract';
import {
  type AudioFile,
  type CatalogueStore,
  getVisibleSong,
  type Loudness,
  type Song,
} from '../catalog/index.ts';
import type { Caller } from '../identity/index.ts';
import { type BlobKey, type Clock, MadrigalError } from '../shared/index.ts';
import type { UrlSigner } from './ports.ts';
import { roundedExpiry } from './signing-time.ts';

export interface DeliveryDeps {
  catalogue: Pick<CatalogueStore, 'getSong' | 'getAlbumLoudness'>;
  signer: UrlSigner;
  clock: Clock;
  /** Least time in ms that a handed-out URL works. */
  urlTtlMs: number;
}

/** On top of a song's length, for players that start a little later. */
const SPARE_MS = 120_000;
/** A file may say that it is longer than anything is; its URL shall end all the same. */
const MOST_LENGTH_MS = 24 * 3_600_000;

export interface SongStream {
  url: string;
  expiresAt: Date;
  file: AudioFile;
  song: Song;
  /** Of its album, for players that keep what is quiet on it quiet. */
  albumLoudness: Loudness;
}

/**
 * A signed URL of a song's audio, where the caller may see the song. It lasts to the end of the song, also of
 * one that is longer than URLs usually work.
 * @throws MadrigalError `not_found`, `rendition_not_ready` when it has no file of that format
 */
export async function streamSong(
  deps: DeliveryDeps,
  caller: Caller,
  songId: string,
  format: AudioFormat | undefined,
): Promise<SongStream> {
  const song = await getVisibleSong(deps, caller, songId);
  const file = fileOf(song, format ?? song.defaultFormat);
  if (!file) {
    throw new MadrigalError('rendition_not_ready', `This song has no ${format} rendition yet.`);
  }
  const urlTtlMs = Math.max(deps.urlTtlMs, song.durationMs + SPARE_MS);
  const albumLoudness = await deps.catalogue.getAlbumLoudness(song.album.id);
  return { ...signUrl({ ...deps, urlTtlMs }, file.key), file, song, albumLoudness };
}

function fileOf(song: Song, format: AudioFormat): AudioFile | undefined {
  return format === 'original' ? song.original : song.renditions[format];
}

/**
 * A signed URL of a song's file for a player that cannot ask for another one: it works as long as URLs do
 * otherwise, and for the length of the song on top, so that whoever begins or goes on late hears its end.
 */
export function signWholeSong(
  deps: Pick<DeliveryDeps, 'signer' | 'clock' | 'urlTtlMs'>,
  { durationMs }: Pick<Song, 'durationMs'>,
  key: BlobKey,
): string {
  const urlTtlMs = deps.urlTtlMs + Math.min(durationMs, MOST_LENGTH_MS);
  return signUrl({ ...deps, urlTtlMs }, key).url;
}

/** A signed URL of one processed object. */
export function signUrl(
  deps: Pick<DeliveryDeps, 'signer' | 'clock' | 'urlTtlMs'>,
  key: BlobKey,
  downloadName?: string,
): { url: string; expiresAt: Date } {
  const expiresAt = roundedExpiry(deps.clock.now(), deps.urlTtlMs);
  return { url: deps.signer.signObject(key, expiresAt, downloadName), expiresAt };
}

/** What opens every object of a folder for a while. */
export function signFolder(
  deps: Pick<DeliveryDeps, 'signer' | 'clock' | 'urlTtlMs'>,
  folder: BlobKey,
): { baseUrl: string; query: string; expiresAt: Date } {
  const expiresAt = roundedExpiry(deps.clock.now(), deps.urlTtlMs);
  return { ...deps.signer.signPrefix(folder, expiresAt), expiresAt };
}
