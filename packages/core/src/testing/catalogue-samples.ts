import { createHash, randomUUID } from 'node:crypto';
import type { CatalogueStore, OwnPictureDeps, Song, SongRecord } from '../catalog/index.ts';
import { newId, titleSortKey, toBlobKey } from '../shared/index.ts';

const EPOCH = Date.UTC(2026, 0, 1);

/** A song to add; artists and album by name, found again by it. */
export interface SongOptions extends Partial<SongRecord> {
  artists?: string[];
  albumTitle?: string;
  albumArtist?: string;
  albumYear?: number | null;
}

export async function prepareSong(
  store: CatalogueStore,
  options: SongOptions,
): Promise<SongRecord> {
  const {
    artists: names = ['Artist'],
    albumTitle = 'Album',
    albumArtist = names[0] ?? '',
    albumYear = null,
    ...given
  } = options;
  const artistIds: string[] = [];
  for (const name of names) artistIds.push((await sampleArtist(store, name)).id);
  const album = {
    id: newId(),
    title: albumTitle,
    artistId: (await sampleArtist(store, albumArtist)).id,
    year: albumYear,
    addedAt: given.addedAt ?? at(0),
  };
  const { id: albumId } = await store.ensureAlbum(`${albumArtist} ${albumTitle}`, album);
  return { ...sampleSong(), artistIds, albumId, ...given };
}

export function sampleArtist(store: CatalogueStore, name: string) {
  return store.ensureArtist(`artist ${name}`, { id: newId(), name });
}

function sampleSong(): Omit<SongRecord, 'artistIds' | 'albumId'> {
  const id = newId();
  return {
    id,
    title: 'Title',
    trackNumber: 3,
    discNumber: 1,
    year: 1999,
    genres: ['Folk', 'Ambient'],
    lyrics: 'One line\nanother line',
    musicBrainz: { recordingId: randomUUID(), releaseId: randomUUID(), artistIds: [randomUUID()] },
    durationMs: 245_123,
    codec: 'flac',
    lossless: true,
    bitrateKbps: 912,
    sampleRateHz: 44_100,
    channels: 2,
    loudness: { integratedLufs: -14.25, truePeakDbtp: -0.1 },
    contentHash: hashOf(id),
    original: {
      key: toBlobKey(`library/${id}.flac`),
      sizeBytes: 31_415_926,
      mimeType: 'audio/flac',
    },
    renditions: {
      opus: { key: toBlobKey(`library/${id}.opus`), sizeBytes: 4_000_000, mimeType: 'audio/ogg' },
    },
    defaultFormat: 'original',
    cover: toBlobKey(`library/${id}.webp`),
    waveform: toBlobKey(`library/${id}.json`),
    addedBy: 'someone',
    addedAt: at(0),
    published: true,
  };
}

export async function addSongs(
  store: CatalogueStore,
  count: number,
  options: (n: number) => SongOptions,
): Promise<Song[]> {
  const songs: Song[] = [];
  for (let n = 0; n < count; n++) {
    const record = await prepareSong(store, options(n));
    songs.push((await store.addSong(record)).song);
  }
  return songs;
}

export function at(minute: number): Date {
  return new Date(EPOCH + minute * 60_000);
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

export function atOnce<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, work));
}

export function byAddedDescending(a: Song, b: Song): number {
  return b.addedAt.getTime() - a.addedAt.getTime() || (a.id < b.id ? 1 : -1);
}

export function byTitle(a: Song, b: Song): number {
  // UTF-8 compares like code points; JavaScript's strings compare by UTF-16 units.
  const key = (song: Song) => Buffer.from(titleSortKey(song.title));
  return Buffer.compare(key(a), key(b)) || (a.id < b.id ? -1 : 1);
}

/** Pictures of a world that has none. */
export const noPictures: OwnPictureDeps = {
  processed: {
    write: () => Promise.reject(new Error('There is no place for pictures.')),
    list: async () => ({ items: [], next: null }),
    delete: async () => {},
  },
  prepareCover: async () => null,
  clock: { now: () => new Date() },
  newId,
};
