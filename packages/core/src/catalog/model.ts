import type { AudioFormat, RenditionFormat, SongState } from '@madrigal/contract';
import type { BlobKey } from '../shared/index.ts';

export interface Artist {
  id: string;
  name: string;
}

export interface Album {
  id: string;
  title: string;
  artistId: string;
  artistName: string;
}

/** An artist with what a list of artists shows. Only published songs count. */
export interface ArtistSummary extends Artist {
  songCount: number;
  /** Albums of their own that have published songs. */
  albumCount: number;
  /** The picture that an admin chose; null without one. */
  picture: BlobKey | null;
  /** The cover of a song of theirs. */
  cover: BlobKey | null;
}

/** An album with what a list of albums shows. Only published songs count. */
export interface AlbumSummary extends Album {
  year: number | null;
  songCount: number;
  durationMs: number;
  cover: BlobKey | null;
  addedAt: Date;
}

export interface Genre {
  name: string;
  songCount: number;
}

/** One playable file of a song. */
export interface AudioFile {
  key: BlobKey;
  sizeBytes: number;
  mimeType: string;
}

export interface Loudness {
  /** Integrated loudness in LUFS (EBU R128); null for silence. */
  integratedLufs: number | null;
  /** True peak in dBTP; null for silence. */
  truePeakDbtp: number | null;
}

export interface Song {
  id: string;
  title: string;
  artists: Artist[];
  album: Album;
  trackNumber: number | null;
  discNumber: number | null;
  year: number | null;
  genres: string[];
  lyrics: string | null;
  musicBrainz: { recordingId: string | null; releaseId: string | null; artistIds: string[] };
  durationMs: number;
  codec: string;
  lossless: boolean;
  bitrateKbps: number;
  sampleRateHz: number;
  channels: number;
  loudness: Loudness;
  /** Hex SHA-256 of the uploaded file; at most one song has it. */
  contentHash: string;
  original: AudioFile;
  renditions: Partial<Record<RenditionFormat, AudioFile>>;
  /** What players get unless they ask otherwise. */
  defaultFormat: AudioFormat;
  cover: BlobKey | null;
  waveform: BlobKey;
  addedBy: string;
  addedAt: Date;
  /** False for a draft, which admins alone can see. */
  published: boolean;
  /** When it was put into the trash; null while it is not there. */
  deletedAt: Date | null;
}

/** A song on its way in: artists and album by name, not yet by id. */
export interface NewSong extends Omit<Song, 'artists' | 'album' | 'deletedAt'> {
  artistNames: string[];
  albumTitle: string;
  albumArtistName: string;
}

/** What a song is as a file: audio, what was found out about it, and cover. */
export type SongFile = Pick<
  Song,
  | 'musicBrainz'
  | 'durationMs'
  | 'codec'
  | 'lossless'
  | 'bitrateKbps'
  | 'sampleRateHz'
  | 'channels'
  | 'loudness'
  | 'contentHash'
  | 'original'
  | 'renditions'
  | 'defaultFormat'
  | 'cover'
  | 'waveform'
>;

export function fileOfSong(song: SongFile): SongFile {
  return {
    musicBrainz: song.musicBrainz,
    durationMs: song.durationMs,
    codec: song.codec,
    lossless: song.lossless,
    bitrateKbps: song.bitrateKbps,
    sampleRateHz: song.sampleRateHz,
    channels: song.channels,
    loudness: song.loudness,
    contentHash: song.contentHash,
    original: song.original,
    renditions: song.renditions,
    defaultFormat: song.defaultFormat,
    cover: song.cover,
    waveform: song.waveform,
  };
}

/** Every object that a song uses. */
export function keysOfSong(file: SongFile): BlobKey[] {
  const renditions = Object.values(file.renditions).map(({ key }) => key);
  const cover = file.cover === null ? [] : [file.cover];
  return [file.original.key, file.waveform, ...cover, ...renditions];
}

/** What becomes of a song in lists: drafts and the trash are for admins. */
export function stateOfSong(song: Pick<Song, 'published' | 'deletedAt'>): SongState {
  if (song.deletedAt) return 'deleted';
  return song.published ? 'published' : 'draft';
}
