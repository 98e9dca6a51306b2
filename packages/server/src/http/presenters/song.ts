import type { AudioFormat, Song, SongDetails, Stream } from '@madrigal/contract';
import { type Song as CatalogueSong, stateOfSong } from '@madrigal/core/catalog';
import type { SongStream } from '@madrigal/core/delivery';
import type { Urls } from './urls.ts';

/** A song as clients see it in lists. */
export function presentSong(song: CatalogueSong, urls: Urls): Song {
  const { id, title, artists, album, trackNumber, discNumber, year, genres, loudness } = song;
  const { durationMs, codec, lossless, bitrateKbps, sampleRateHz, channels, defaultFormat } = song;
  return {
    id,
    title,
    artists,
    album,
    trackNumber,
    discNumber,
    year,
    genres,
    durationMs,
    codec,
    lossless,
    bitrateKbps,
    sampleRateHz,
    channels,
    sizeBytes: song.original.sizeBytes,
    loudness,
    coverUrl: song.cover && urls.urlFor(song.cover),
    formats: formatsOf(song),
    defaultFormat,
    addedAt: song.addedAt.toISOString(),
    state: stateOfSong(song),
  };
}

/** A song with what only its own page needs. */
export function presentSongDetails(song: CatalogueSong, urls: Urls): SongDetails {
  const { lyrics, musicBrainz, contentHash, waveform } = song;
  return {
    ...presentSong(song, urls),
    lyrics,
    musicBrainz,
    contentHash,
    waveformUrl: urls.urlFor(waveform),
  };
}

export function presentStream(stream: SongStream): Stream {
  const { url, expiresAt, file, song, albumLoudness } = stream;
  return {
    url,
    expiresAt: expiresAt.toISOString(),
    mimeType: file.mimeType,
    sizeBytes: file.sizeBytes,
    durationMs: song.durationMs,
    loudness: song.loudness,
    albumLoudness,
  };
}

function formatsOf({ renditions }: CatalogueSong): AudioFormat[] {
  const made = (['aac', 'opus'] as const).filter((format) => renditions[format] !== undefined);
  return ['original', ...made];
}
