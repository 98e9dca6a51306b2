import type { Album, Artist, Song, SongRecord } from '@madrigal/core/catalog';
import { titleSortKey } from '@madrigal/core/shared';
import type { Insertable, Selectable } from 'kysely';
import type { SongTable } from './tables.ts';

/** A song with its artists, in their order, and its album. */
export interface SongRow extends Selectable<SongTable> {
  artists: Artist[];
  album: Album;
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
  };
}

export function fromSong(song: SongRecord): Insertable<SongTable> {
  return {
    id: song.id,
    title: song.title,
    sort_title: titleSortKey(song.title),
    album_id: song.albumId,
    track_number: song.trackNumber,
    disc_number: song.discNumber,
    year: song.year,
    genres: song.genres,
    lyrics: song.lyrics,
    mb_recording_id: song.musicBrainz.recordingId,
    mb_release_id: song.musicBrainz.releaseId,
    mb_artist_ids: song.musicBrainz.artistIds,
    duration_ms: song.durationMs,
    codec: song.codec,
    lossless: song.lossless,
    bitrate_kbps: song.bitrateKbps,
    sample_rate_hz: song.sampleRateHz,
    channels: song.channels,
    integrated_lufs: song.loudness.integratedLufs,
    true_peak_dbtp: song.loudness.truePeakDbtp,
    content_hash: song.contentHash,
    original_key: song.original.key,
    original_size_bytes: song.original.sizeBytes,
    original_mime_type: song.original.mimeType,
    renditions: JSON.stringify(song.renditions),
    default_format: song.defaultFormat,
    cover_key: song.cover,
    waveform_key: song.waveform,
    added_by: song.addedBy,
    added_at: song.addedAt,
  };
}
