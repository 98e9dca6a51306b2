import type {
  AudioFormat,
  CaptureSource,
  FavouriteKind,
  ImportState,
  MediaKind,
  MediaState,
  MediaVisibility,
  PlaylistVisibility,
  RenditionFormat,
  RenditionRole,
  ShareKind,
  SlideshowSpec,
  SlideshowState,
  SmartRules,
  SongState,
  UploadState,
} from '@madrigal/contract';
import type { AudioFile } from '@madrigal/core/catalog';
import type {
  FileOutcome,
  FileResult,
  ImportedTags,
  ImportProblem,
  ImportProgress,
} from '@madrigal/core/media/import';
import type { Camera, GeoLocation, MediaFacts, MediaProgress } from '@madrigal/core/media/items';
import type { ProcessingState } from '@madrigal/core/media/upload';
import type { BlobKey } from '@madrigal/core/shared';
import type { Beats, SlideshowFailure, SlideshowResult } from '@madrigal/core/slideshow';
import type { ColumnType, Generated, GeneratedAlways, RawBuilder } from 'kysely';

/** Written as JSON text, read as a value. */
type Json<T> = ColumnType<T, string, string>;

/** A tsvector of single words; queries match it and never read it. */
type Words = ColumnType<never, RawBuilder<never>, RawBuilder<never>>;

/** Identity keys, as SHA-256 because they may be longer than an index entry can be. */
interface ArtistIdentityTable {
  identity_hash: Buffer;
  artist_id: string;
}

interface AlbumIdentityTable {
  identity_hash: Buffer;
  album_id: string;
}

interface ArtistTable {
  id: string;
  name: string;
  picture_key: Generated<BlobKey | null>;
  sort_name: string;
  search_name: string;
  search_words: Words;
}

interface AlbumTable {
  id: string;
  title: string;
  artist_id: string;
  year: number | null;
  added_at: Date;
  sort_title: string;
  sort_artist: string;
  sort_year: string;
  search_name: string;
  title_words: Words;
  search_words: Words;
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
  published: boolean;
  deleted_at: Date | null;
  state: GeneratedAlways<SongState>;
  sort_artist: string;
  sort_album: string;
  sort_year: string;
  genre_keys: string[];
  search_name: string;
  title_words: Words;
  search_words: Words;
}

export interface PlaylistTable {
  id: string;
  owner_id: string;
  name: string;
  sort_name: string;
  search_name: string;
  search_words: Words;
  description: string;
  cover_key: BlobKey | null;
  visibility: PlaylistVisibility;
  rules: ColumnType<SmartRules | null, string | null, string>;
  member_ids: string[];
  invitation_round: number;
  version: number;
  item_count: number;
  duration_ms: number;
  created_at: Date;
  updated_at: Date;
}

export interface PlaylistItemTable {
  playlist_id: string;
  id: string;
  position: string;
  song_id: string;
  duration_ms: number;
  added_by: string;
  added_at: Date;
}

interface FavouriteTable {
  user_id: string;
  kind: FavouriteKind;
  target_id: string;
  added_at: Date;
}

interface PlayTable {
  user_id: string;
  id: string;
  song_id: string;
  played_at: Date;
  ms_played: number;
}

interface ClearedPlayTable extends PlayTable {
  cleared_at: Date;
}

interface PlayQueueTable {
  user_id: string;
  song_ids: string[];
  current_index: number | null;
  position_ms: number;
  device_id: string;
  device_name: string;
  changed_at: Date;
}

interface StarsTable {
  user_id: string;
  kind: FavouriteKind;
  target_id: string;
  stars: number;
}

interface BookmarkTable {
  user_id: string;
  song_id: string;
  position_ms: number;
  comment: string;
  created_at: Date;
  changed_at: Date;
}

interface PlayingTable {
  user_id: string;
  player: string;
  song_id: string;
  since: Date;
}

export interface ShareTable {
  id: string;
  token_hash: Buffer;
  owner_id: string;
  kind: ShareKind;
  target_id: string;
  password_hash: string | null;
  expires_at: Date | null;
  allow_guest_upload: boolean;
  description: string;
  created_at: Date;
  visits: number;
  last_visited_at: Date | null;
  guesses: Generated<number>;
  guesses_since: Generated<Date | null>;
}

interface SongRemainsTable {
  song_id: string;
  keys: BlobKey[];
}

interface GenreTable {
  key: string;
  name: string;
  song_count: number;
}

interface SongArtistTable {
  song_id: string;
  position: number;
  artist_id: string;
}

interface StorageLimitTable {
  user_id: string;
  limit_bytes: number | null;
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
  item_id: string;
  may_add_songs: boolean;
  modified_at: Date | null;
  photo_album_id: string | null;
  share_id: string | null;
  guest_name: string | null;
  processing: Json<ProcessingState>;
  processing_state: GeneratedAlways<ProcessingState['state']>;
  created_at: Date;
  updated_at: Date;
  expires_at: Date;
}

export interface ImportTable {
  id: string;
  folder: string;
  folder_hash: Buffer;
  requested_by: string;
  state: ImportState;
  progress: Json<ImportProgress>;
  failure: string | null;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
}

interface ImportProblemTable {
  import_id: string;
  path_hash: Buffer;
  path: string;
  sort_path: GeneratedAlways<string>;
  kind: ImportProblem['kind'];
  reason: string;
}

export interface ImportedFileTable {
  folder_hash: Buffer;
  path_hash: Buffer;
  folder: string;
  path: string;
  album_hash: Buffer;
  album_path: string;
  signature: string;
  song_id: string;
  tags: ColumnType<ImportedTags | null, string | null, string | null>;
  outcome: ColumnType<FileOutcome | null, string | null, string | null>;
  import_id: string;
  result: FileResult | null;
  left_over: Json<BlobKey[]>;
}

export interface SlideshowTable {
  id: string;
  owner_id: string;
  name: string;
  preview: boolean;
  spec: Json<SlideshowSpec>;
  idempotency_key: string | null;
  state: SlideshowState;
  round: number;
  run_id: string | null;
  percent: number;
  /** pg gives a bigint as text. */
  remaining_ms: ColumnType<string | null, number | null, number | null>;
  failure: ColumnType<SlideshowFailure | null, string | null, string | null>;
  skipped: Json<string[]>;
  result: ColumnType<SlideshowResult | null, string | null, string | null>;
  announced: boolean;
  created_at: Date;
  updated_at: Date;
  finished_at: Date | null;
}

interface SongBeatsTable {
  content_hash: string;
  beats: Json<Beats>;
}

export interface AuditEntryTable {
  id: string;
  at: Date;
  action: string;
  user_id: string | null;
  targets: Json<Record<string, string>>;
  outcome: string;
  client_ip: string;
  request_id: string;
}

/** A rendition as JSON keeps it: times are texts. */
export interface StoredRendition {
  name: string;
  role: RenditionRole;
  mimeType: string;
  sizeBytes: number;
  width: number;
  height: number;
  madeAt: string;
  expiresAt: string;
}

type JsonOrNull<T> = ColumnType<T | null, string | null, string | null>;

export interface MediaTable {
  id: string;
  owner_id: string;
  kind: MediaKind;
  format: string;
  progress: Json<MediaProgress>;
  state: GeneratedAlways<MediaState>;
  file_name: string;
  title: string;
  caption: string;
  tags: string[];
  captured_at: Date;
  captured_offset_minutes: number | null;
  captured_source: CaptureSource;
  added_at: Date;
  updated_at: Date;
  width: number | null;
  height: number | null;
  duration_ms: number | null;
  animated: boolean;
  orientation: number;
  placeholder: string | null;
  /** 64 times `0` or `1`. */
  perceptual_hash: string | null;
  focus: JsonOrNull<MediaFacts['focus']>;
  score: number | null;
  location: JsonOrNull<GeoLocation>;
  camera: JsonOrNull<Camera>;
  raw_key: BlobKey;
  raw_size_bytes: number;
  content_hash: string | null;
  generation: number;
  renditions_of: number | null;
  renditions: Json<StoredRendition[]>;
  renditions_expire_at: Date | null;
  visibility: MediaVisibility;
  guest_name: string | null;
  deleted_at: Date | null;
}

interface MediaRemainsTable {
  media_id: string;
  raw_key: BlobKey;
  removed_at: Date;
}

interface PhotoAlbumTable {
  id: string;
  owner_id: string;
  title: string;
  sort_title: string;
  description: string;
  visibility: MediaVisibility;
  cover_media_id: string | null;
  version: number;
  item_count: number;
  created_at: Date;
  updated_at: Date;
}

interface PhotoAlbumItemTable {
  album_id: string;
  media_id: string;
  position: string;
  added_at: Date;
}

export interface Tables {
  media: MediaTable;
  media_remains: MediaRemainsTable;
  photo_albums: PhotoAlbumTable;
  photo_album_items: PhotoAlbumItemTable;
  audit_entries: AuditEntryTable;
  artists: ArtistTable;
  artist_identities: ArtistIdentityTable;
  albums: AlbumTable;
  album_identities: AlbumIdentityTable;
  genres: GenreTable;
  song_remains: SongRemainsTable;
  playlists: PlaylistTable;
  playlist_items: PlaylistItemTable;
  favourites: FavouriteTable;
  plays: PlayTable;
  cleared_plays: ClearedPlayTable;
  play_queues: PlayQueueTable;
  song_plays: { song_id: string; plays: number };
  stars: StarsTable;
  bookmarks: BookmarkTable;
  playing: PlayingTable;
  search_words: { word: string };
  shares: ShareTable;
  songs: SongTable;
  song_artists: SongArtistTable;
  uploads: UploadTable;
  storage_limits: StorageLimitTable;
  imports: ImportTable;
  import_problems: ImportProblemTable;
  imported_files: ImportedFileTable;
  slideshows: SlideshowTable;
  song_beats: SongBeatsTable;
}
