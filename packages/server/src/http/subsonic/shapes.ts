import type { FavouriteKind } from '@madrigal/contract';
import type { AlbumSummary, ArtistSummary, Song } from '@madrigal/core/catalog';
import type { Marks } from '@madrigal/core/library';
import { titleSortKey } from '@madrigal/core/shared';
import { toId } from './ids.ts';
import type { Context } from './method.ts';
import type { Body } from './reply.ts';

/** Loudness that players bring songs to, in LUFS: what ReplayGain 2.0 names as its reference. */
const REPLAY_GAIN_LUFS = -18;
const BATCH = 500;

/** Songs as the specification's `Child`. */
export async function toChildren(context: Context, songs: readonly Song[]): Promise<Body[]> {
  const marks = await marksOf(context, 'song', songs);
  return songs.map((song) => toChild(song, marks.get(song.id)));
}

function toChild(song: Song, marks: Marks | undefined): Body {
  const { id, title, artists, album, durationMs, original } = song;
  const suffix = original.key.slice(original.key.lastIndexOf('.') + 1);
  const artist = artists.map(({ name }) => name).join(', ');
  return {
    id: toId('song', id),
    parent: toId('album', album.id),
    isDir: false,
    title,
    album: album.title,
    artist,
    track: song.trackNumber,
    year: song.year,
    genre: song.genres[0],
    coverArt: song.cover && toId('song', id),
    size: original.sizeBytes,
    contentType: original.mimeType,
    suffix,
    duration: toSeconds(durationMs),
    bitRate: Math.round(song.bitrateKbps),
    samplingRate: song.sampleRateHz,
    channelCount: song.channels,
    path: pathOf(song, suffix),
    discNumber: song.discNumber,
    created: song.addedAt,
    albumId: toId('album', album.id),
    artistId: artists[0] && toId('artist', artists[0].id),
    type: 'music',
    mediaType: 'song',
    isVideo: false,
    sortName: titleSortKey(title),
    musicBrainzId: song.musicBrainz.recordingId,
    genres: song.genres.map((name) => ({ name })),
    artists: artists.map((one) => ({ id: toId('artist', one.id), name: one.name })),
    displayArtist: artist,
    albumArtists: [{ id: toId('artist', album.artistId), name: album.artistName }],
    displayAlbumArtist: album.artistName,
    replayGain: replayGainOf(song),
    bookmarkPosition: marks?.bookmarkMs,
    ...markFields(marks),
    playCount: marks?.plays ?? 0,
    played: marks?.lastPlayedAt,
    averageRating: marks?.averageStars,
  };
}

/** Where the song would lie in a folder of tidy files: apps name downloads by it. */
function pathOf(song: Song, suffix: string): string {
  const track = song.trackNumber === null ? '' : `${String(song.trackNumber).padStart(2, '0')} - `;
  const parts = [song.album.artistName, song.album.title, `${track}${song.title}.${suffix}`];
  return parts.map((part) => part.replace(/[/\\\p{Cc}]/gu, '_')).join('/');
}

/** Gain of ReplayGain 2.0 from EBU R128 loudness; the peak as a factor of full scale. */
function replayGainOf({ loudness: { integratedLufs, truePeakDbtp } }: Song): Body {
  if (integratedLufs === null) return {};
  return {
    measurementScheme: 'ReplayGainV2',
    trackGain: round(REPLAY_GAIN_LUFS - integratedLufs),
    trackPeak: truePeakDbtp === null ? undefined : round(10 ** (truePeakDbtp / 20)),
  };
}

function round(number: number): number {
  return Math.round(number * 10_000) / 10_000;
}

/** Albums by their tags, as `AlbumID3`. */
export async function toAlbums(context: Context, albums: readonly AlbumSummary[]): Promise<Body[]> {
  const marks = await marksOf(context, 'album', albums);
  return albums.map((album) => ({
    id: toId('album', album.id),
    name: album.title,
    artist: album.artistName,
    artistId: toId('artist', album.artistId),
    coverArt: album.cover && toId('album', album.id),
    songCount: album.songCount,
    duration: toSeconds(album.durationMs),
    created: album.addedAt,
    year: album.year,
    artists: [{ id: toId('artist', album.artistId), name: album.artistName }],
    displayArtist: album.artistName,
    sortName: titleSortKey(album.title),
    ...markFields(marks.get(album.id)),
    playCount: marks.get(album.id)?.plays ?? 0,
    played: marks.get(album.id)?.lastPlayedAt,
  }));
}

/** Albums as folders, as `Child`. */
export async function toAlbumFolders(
  context: Context,
  albums: readonly AlbumSummary[],
): Promise<Body[]> {
  const marks = await marksOf(context, 'album', albums);
  return albums.map((album) => ({
    id: toId('album', album.id),
    parent: toId('artist', album.artistId),
    isDir: true,
    title: album.title,
    album: album.title,
    artist: album.artistName,
    artistId: toId('artist', album.artistId),
    albumId: toId('album', album.id),
    coverArt: album.cover && toId('album', album.id),
    duration: toSeconds(album.durationMs),
    created: album.addedAt,
    year: album.year,
    mediaType: 'album',
    ...markFields(marks.get(album.id)),
    playCount: marks.get(album.id)?.plays ?? 0,
    averageRating: marks.get(album.id)?.averageStars,
  }));
}

/** Artists by their tags, as `ArtistID3`. */
export async function toArtists(
  context: Context,
  artists: readonly ArtistSummary[],
): Promise<Body[]> {
  const marks = await marksOf(context, 'artist', artists);
  return artists.map((artist) => ({
    id: toId('artist', artist.id),
    name: artist.name,
    coverArt: artist.cover && toId('artist', artist.id),
    albumCount: artist.albumCount,
    sortName: titleSortKey(artist.name),
    ...markFields(marks.get(artist.id)),
  }));
}

/** Artists as folders, as `Artist`. */
export async function toArtistFolders(
  context: Context,
  artists: readonly ArtistSummary[],
): Promise<Body[]> {
  const marks = await marksOf(context, 'artist', artists);
  return artists.map(({ id, name }) => ({
    id: toId('artist', id),
    name,
    ...markFields(marks.get(id)),
    averageRating: marks.get(id)?.averageStars,
  }));
}

function markFields(marks: Marks | undefined): Body {
  return { starred: marks?.favouriteSince, userRating: marks?.stars };
}

export function toSeconds(ms: number): number {
  return Math.round(ms / 1000);
}

async function marksOf(
  { services, caller }: Context,
  kind: FavouriteKind,
  items: readonly { id: string }[],
): Promise<Map<string, Marks>> {
  const found = new Map<string, Marks>();
  for (let start = 0; start < items.length; start += BATCH) {
    const ids = items.slice(start, start + BATCH).map(({ id }) => id);
    for (const [id, marks] of await services.marks.of(caller, kind, ids)) found.set(id, marks);
  }
  return found;
}
