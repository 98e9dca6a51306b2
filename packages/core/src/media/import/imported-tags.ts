import { createHash } from 'node:crypto';
import type { Song, SongChange } from '../../catalog/index.ts';
import { type BlobKey, foldName } from '../../shared/index.ts';
import type { AudioTags, DescribedSong } from '../process/index.ts';
import type { ImportedTags } from './model.ts';

/** What is remembered of what a file says. */
export function rememberTags(
  tags: Pick<AudioTags, 'albumTitle' | 'albumArtist' | 'compilation'>,
  described: DescribedSong,
  cover: BlobKey | null,
): ImportedTags {
  const { lyrics, musicBrainz: _, ...rest } = described;
  return {
    ...rest,
    // Songs without an album are not an album's: nothing is to be decided about its artist.
    albumArtistKnown: tags.albumArtist !== null || tags.compilation || tags.albumTitle === null,
    lyricsHash: hashLyrics(lyrics),
    cover,
  };
}

/** How a song changes to follow its file: fields by value, artists and album by name. */
export interface TagChange {
  fields: SongChange;
  artistNames: string[] | null;
  album: { title: string; artistName: string } | null;
}

/**
 * What a file says now goes into its song, except where the song is no longer what the import
 * before wrote (`before`): that was changed by hand, and stays.
 */
export function mergeTags(song: Song, before: ImportedTags, now: DescribedSong): TagChange {
  const fields: SongChange = {
    ...(follows(song.title, before.title, now.title) && { title: now.title }),
    ...(follows(song.trackNumber, before.trackNumber, now.trackNumber) && {
      trackNumber: now.trackNumber,
    }),
    ...(follows(song.discNumber, before.discNumber, now.discNumber) && {
      discNumber: now.discNumber,
    }),
    ...(follows(song.year, before.year, now.year) && { year: now.year }),
    ...(follows(song.genres, before.genres, now.genres) && { genres: now.genres }),
    ...(follows(hashLyrics(song.lyrics), before.lyricsHash, hashLyrics(now.lyrics)) && {
      lyrics: now.lyrics,
    }),
  };
  const artists = song.artists.map((artist) => foldName(artist.name));
  const changesArtists = follows(artists, folded(before.artistNames), folded(now.artistNames));
  const changesAlbum = follows(
    folded([song.album.title, song.album.artistName]),
    folded([before.albumTitle, before.albumArtistName]),
    folded([now.albumTitle, now.albumArtistName]),
  );
  return {
    fields,
    artistNames: changesArtists ? now.artistNames : null,
    album: changesAlbum ? { title: now.albumTitle, artistName: now.albumArtistName } : null,
  };
}

/** True when a value is still what it was made, and is now to be another. */
function follows(current: unknown, before: unknown, now: unknown): boolean {
  return equal(current, before) && !equal(current, now);
}

function equal(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function folded(names: readonly string[]): string[] {
  return names.map(foldName);
}

function hashLyrics(lyrics: string | null): string | null {
  return lyrics === null ? null : createHash('sha256').update(lyrics).digest('hex');
}
