import type { NewSong } from '../../catalog/index.ts';
import type { AudioTags } from './ports.ts';

/** Whom compilations are filed under. */
export const VARIOUS_ARTISTS = 'Various artists';
const UNKNOWN_ARTIST = 'Unknown artist';
const UNKNOWN_ALBUM = 'Unknown album';
const EXTENSION = /\.[^./\\]{1,5}$/;
const LEADING_TRACK_NUMBER = /^\d{1,3}\s*[.\-_)]\s*(?=\S)/;

export type DescribedSong = Pick<
  NewSong,
  | 'title'
  | 'artistNames'
  | 'albumTitle'
  | 'albumArtistName'
  | 'trackNumber'
  | 'discNumber'
  | 'year'
  | 'genres'
  | 'lyrics'
  | 'musicBrainz'
>;

/** What is known of a file besides its tags: lyrics that go before theirs, a disc that comes after. */
type Hints = Pick<DescribedSong, 'lyrics' | 'discNumber'>;

const noHints: Hints = { lyrics: null, discNumber: null };

/** What the catalogue shows for a file: its tags, and its name where they say nothing. */
export function describeSong(
  tags: AudioTags,
  fileName: string,
  hints: Hints = noHints,
): DescribedSong {
  const artistNames = tags.artists.length > 0 ? tags.artists : [tags.albumArtist ?? UNKNOWN_ARTIST];
  const { trackNumber, year, genres, musicBrainz } = tags;
  return {
    title: tags.title ?? titleFromFileName(fileName),
    artistNames,
    albumTitle: tags.albumTitle ?? UNKNOWN_ALBUM,
    albumArtistName: albumArtistOf(tags, artistNames),
    trackNumber,
    discNumber: tags.discNumber ?? hints.discNumber,
    year,
    genres,
    lyrics: hints.lyrics ?? tags.lyrics,
    musicBrainz,
  };
}

function albumArtistOf(tags: AudioTags, artistNames: readonly string[]): string {
  if (tags.albumArtist) return tags.albumArtist;
  if (tags.compilation) return VARIOUS_ARTISTS;
  return artistNames[0] ?? UNKNOWN_ARTIST;
}

/** `01 - Some song.mp3` → `Some song`. */
export function titleFromFileName(fileName: string): string {
  const name = fileName.slice(Math.max(fileName.lastIndexOf('/'), fileName.lastIndexOf('\\')) + 1);
  const stem = name.replace(EXTENSION, '');
  return stem.replace(LEADING_TRACK_NUMBER, '').replaceAll('_', ' ').trim() || name;
}
