import type { Album, Artist, Song, SongFile, SongRecord } from '@madrigal/core/catalog';
import { searchName, titleSortKey, wordsOfName } from '@madrigal/core/shared';
import { type Kysely, type Selectable, type SelectQueryBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import type { SongTable, Tables } from '../tables.ts';

const columns = [
  'id',
  'title',
  'track_number',
  'disc_number',
  'year',
  'genres',
  'lyrics',
  'mb_recording_id',
  'mb_release_id',
  'mb_artist_ids',
  'duration_ms',
  'codec',
  'lossless',
  'bitrate_kbps',
  'sample_rate_hz',
  'channels',
  'integrated_lufs',
  'true_peak_dbtp',
  'content_hash',
  'original_key',
  'original_size_bytes',
  'original_mime_type',
  'renditions',
  'default_format',
  'cover_key',
  'waveform_key',
  'added_by',
  'added_at',
  'published',
  'deleted_at',
] as const;

/** A song with its artists, in their order, and its album. */
export type SongRow = Pick<Selectable<SongTable>, (typeof columns)[number]> & {
  artists: Artist[];
  album: Album;
};

export function selectSongs(db: Kysely<Tables>): SelectQueryBuilder<Tables, 'songs', SongRow> {
  return db
    .selectFrom('songs')
    .select(columns.map((column) => `songs.${column}` as const))
    .select((expression) => [
      jsonArrayFrom(
        expression
          .selectFrom('song_artists')
          .innerJoin('artists', 'artists.id', 'song_artists.artist_id')
          .select(['artists.id', 'artists.name'])
          .whereRef('song_artists.song_id', '=', 'songs.id')
          .orderBy('song_artists.position'),
      ).as('artists'),
      jsonObjectFrom(
        expression
          .selectFrom('albums')
          .innerJoin('artists', 'artists.id', 'albums.artist_id')
          .select(['albums.id', 'albums.title', 'artists.id as artistId'])
          .select('artists.name as artistName')
          .whereRef('albums.id', '=', 'songs.album_id'),
      )
        .$notNull()
        .as('album'),
    ]);
}

export function toSong(row: SongRow): Song {
  return {
    id: row.id,
    title: row.title,
    artists: row.artists,
    album: row.album,
    trackNumber: row.track_number,
    discNumber: row.disc_number,
    year: row.year,
    genres: row.genres,
    lyrics: row.lyrics,
    musicBrainz: {
      recordingId: row.mb_recording_id,
      releaseId: row.mb_release_id,
      artistIds: row.mb_artist_ids,
    },
    durationMs: row.duration_ms,
    codec: row.codec,
    lossless: row.lossless,
    bitrateKbps: row.bitrate_kbps,
    sampleRateHz: row.sample_rate_hz,
    channels: row.channels,
    loudness: { integratedLufs: row.integrated_lufs, truePeakDbtp: row.true_peak_dbtp },
    contentHash: row.content_hash,
    original: {
      key: row.original_key,
      sizeBytes: row.original_size_bytes,
      mimeType: row.original_mime_type,
    },
    renditions: row.renditions,
    defaultFormat: row.default_format,
    cover: row.cover_key,
    waveform: row.waveform_key,
    addedBy: row.added_by,
    addedAt: row.added_at,
    published: row.published,
    deletedAt: row.deleted_at,
  };
}

/** A song's own columns; those that repeat its album and artists are the database's work. */
export function fromSong(song: SongRecord) {
  return {
    id: song.id,
    ...titleColumns(song.title),
    album_id: song.albumId,
    track_number: song.trackNumber,
    disc_number: song.discNumber,
    year: song.year,
    ...genreColumns(song.genres),
    lyrics: song.lyrics,
    ...fileColumns(song),
    added_by: song.addedBy,
    added_at: song.addedAt,
    published: song.published,
  };
}

export function fileColumns(file: SongFile) {
  return {
    mb_recording_id: file.musicBrainz.recordingId,
    mb_release_id: file.musicBrainz.releaseId,
    mb_artist_ids: file.musicBrainz.artistIds,
    duration_ms: file.durationMs,
    codec: file.codec,
    lossless: file.lossless,
    bitrate_kbps: file.bitrateKbps,
    sample_rate_hz: file.sampleRateHz,
    channels: file.channels,
    integrated_lufs: file.loudness.integratedLufs,
    true_peak_dbtp: file.loudness.truePeakDbtp,
    content_hash: file.contentHash,
    original_key: file.original.key,
    original_size_bytes: file.original.sizeBytes,
    original_mime_type: file.original.mimeType,
    renditions: JSON.stringify(file.renditions),
    default_format: file.defaultFormat,
    cover_key: file.cover,
    waveform_key: file.waveform,
  };
}

export function titleColumns(title: string) {
  return {
    title,
    sort_title: titleSortKey(title),
    search_name: searchName(title),
    title_words: asWords(wordsOfName(title)),
  };
}

export function genreColumns(genres: string[]) {
  return { genres, genre_keys: genres.map(titleSortKey) };
}

/** Words as a tsvector. They are folded already, so no parser or dictionary of the database is asked. */
export function asWords(words: readonly string[]) {
  return sql<never>`array_to_tsvector(${words}::text[])`;
}
