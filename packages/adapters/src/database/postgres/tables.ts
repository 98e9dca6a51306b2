import type { AudioFormat, RenditionFormat, UploadState } from '@madrigal/contract';
import type { AudioFile } from '@madrigal/core/catalog';
import type { ProcessingState } from '@madrigal/core/media/upload';
import type { BlobKey } from '@madrigal/core/shared';
import type { ColumnType, GeneratedAlways } from 'kysely';

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

interface ArtistTable {
  id: string;
  /** SHA-256 of the identity key, which may be longer than an index entry can be. */
  identity_hash: Buffer;
  name: string;
}

interface AlbumTable {
  id: string;
  identity_hash: Buffer;
  title: string;
  artist_name: string;
}

export interface SongTable {
  id: string;
  title: string;
  sort_title: string;
  album_id: string;
  track_number: number | null;
  disc_number: number | null;
  year: number | null;
  genres: string[];
  lyrics: string | null;
  mb_recording_id: string | null;
  mb_release_id: string | null;
  mb_artist_ids: string[];
  duration_ms: number;
  codec: string;
  lossless: boolean;
  bitrate_kbps: number;
  sample_rate_hz: number;
  channels: number;
  integrated_lufs: number | null;
  true_peak_dbtp: number | null;
  content_hash: string;
  original_key: BlobKey;
  original_size_bytes: number;
  original_mime_type: string;
  renditions: Json<Partial<Record<RenditionFormat, AudioFile>>>;
  default_format: AudioFormat;
  cover_key: BlobKey | null;
  waveform_key: BlobKey;
  added_by: string;
  added_at: Date;
}

interface SongArtistTable {
  song_id: string;
  position: number;
  artist_id: string;
}

export interface UploadTable {
  id: string;
  owner_id: string;
  file_name: string;
  size_bytes: number;
  fingerprint: string | null;
  state: UploadState;
  raw_key: BlobKey;
  multipart_id: string | null;
  part_size_bytes: number | null;
  part_count: number | null;
  song_id: string;
  processing: Json<ProcessingState>;
  processing_state: GeneratedAlways<ProcessingState['state']>;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

export interface Tables {
  artists: ArtistTable;
  albums: AlbumTable;
  songs: SongTable;
  song_artists: SongArtistTable;
  uploads: UploadTable;
}
