import type { SongState } from '@madrigal/contract';
import { titleSortKey } from '@madrigal/core/shared';
import type { Key } from '../items.ts';
import { beginningWith, keyOf } from '../keys.ts';

/** Where things of the catalogue are, by what they are found by. */

export function songKey(songId: string): Key {
  return { pk: keyOf('song', songId), sk: 'state' };
}

export function albumKey(albumId: string): Key {
  return { pk: albumOf(albumId), sk: 'head' };
}

export function artistKey(artistId: string): Key {
  return { pk: artistOf(artistId), sk: 'head' };
}

/** Partition of an album with a row for each of its songs. */
export function albumOf(albumId: string): string {
  return keyOf('album', albumId);
}

/** Partition of an artist with a row for each song of theirs, album, and song on such an album. */
export function artistOf(artistId: string): string {
  return keyOf('artist', artistId);
}

export function genreOf(genre: string): string {
  return keyOf('genre', titleSortKey(genre));
}

export function yearOf(year: number): string {
  return keyOf('year', String(year));
}

/** Partition of the songs of a recording, whatever the case of its id. */
export function recordingOf(recordingId: string): string {
  return keyOf('recording', recordingId.toLowerCase());
}

/** Makes a content lead to one song. */
export function contentKey(contentHash: string): Key {
  return { pk: keyOf('content', contentHash), sk: 'content' };
}

/** Partition of the orders of all songs in a state. */
export function songsIn(state: SongState): string {
  return keyOf('songs', state);
}

/** Partitions of the orders of all albums, and of all artists. */
export const ALBUMS = 'albums';
export const ARTISTS = 'artists';

/** Songs in the trash by age, over several partitions. */
export const TRASH = 'trash';

/** Sort keys of rows that stand for songs, in whatever partition. */
export function songRow(songId: string): string {
  return keyOf('song', songId);
}

export const SONG_ROWS = beginningWith('song#');
export const ALBUM_ROWS = beginningWith('album#');
/** Songs on albums of an artist: `on#ALBUM#SONG`. */
export const ROWS_ON_ALBUMS = beginningWith('on#');
export const IDENTITY_ROWS = beginningWith('identity#');

/** Rows read at once where a partition is read as a whole. */
export const ROWS_PER_QUERY = 2000;
