import { newId } from '@madrigal/core/shared';
import type { Table } from '../client.ts';
import type { Item } from '../items.ts';
import { keyOf } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { queryItems, type Range } from '../read.ts';
import { changeRecord } from '../records.ts';
import { writeLoosely } from '../write.ts';
import {
  ALBUM_ROWS,
  albumOf,
  artistOf,
  ROWS_ON_ALBUMS,
  ROWS_PER_QUERY,
  SONG_ROWS,
} from './keys.ts';
import { albumKind, fromSongRow, songKind } from './kinds.ts';
import { holdNames, repeatedIn } from './names.ts';

/**
 * Songs and albums repeat names. Whoever changes one leaves a note in the same write and then writes
 * anew what repeats it; should the process die in between, the next sweep does.
 */
export interface Renamed {
  kind: 'artist' | 'album';
  id: string;
}

const RENAMED = 'renamed';

/** A note that the names of something are repeated as they were. */
export function renamedNote({ kind, id }: Renamed): Item {
  return { pk: RENAMED, sk: keyOf(kind, id, newId()), kind, id };
}

/** Writes anew what repeats the names, and takes the note away. */
export async function finishRenaming(table: Table, note: Item): Promise<void> {
  const { kind, id } = note as Item & Renamed;
  if (kind === 'album') await refreshSongs(table, await songsIn(table, [rangeOfAlbum(id)]));
  else await refreshArtist(table, id);
  await writeLoosely(table, [{ drop: note }]);
}

/** What others did not come to finish, or are at. It may be done twice. */
export async function finishRenamings(table: Table): Promise<void> {
  const notes: Item[] = [];
  for await (const note of queryItems(table, { partition: RENAMED }, ROWS_PER_QUERY)) {
    notes.push(note);
  }
  for (const note of notes) await finishRenaming(table, note);
}

function rangeOfAlbum(albumId: string): Range {
  return { partition: albumOf(albumId), ...SONG_ROWS };
}

/** Albums first: songs repeat what those repeat. */
async function refreshArtist(table: Table, artistId: string): Promise<void> {
  const partition = artistOf(artistId);
  const albums: string[] = [];
  for await (const row of queryItems(table, { partition, ...ALBUM_ROWS }, ROWS_PER_QUERY)) {
    albums.push(String(row.id));
  }
  await inParallel(albums, (albumId) => refreshAlbum(table, albumId));
  const ranges = [
    { partition, ...SONG_ROWS },
    { partition, ...ROWS_ON_ALBUMS },
  ];
  await refreshSongs(table, await songsIn(table, ranges));
}

async function songsIn(table: Table, ranges: readonly Range[]): Promise<string[]> {
  const ids = new Set<string>();
  for (const range of ranges) {
    for await (const row of queryItems(table, range, ROWS_PER_QUERY)) {
      ids.add(fromSongRow(row).songId);
    }
  }
  return [...ids];
}

async function refreshAlbum(table: Table, albumId: string): Promise<void> {
  await changeRecord(table, albumKind, albumId, async (album) => {
    if (!album) return null;
    const { artists, checks } = await holdNames(table, { artistIds: [album.artistId] });
    return {
      next: { ...album, artistName: artists[0]?.name ?? '' },
      result: true,
      more: checks,
    };
  });
}

async function refreshSongs(table: Table, songIds: readonly string[]): Promise<void> {
  await inParallel(songIds, (songId) =>
    changeRecord(table, songKind, songId, async (song) => {
      if (!song) return null;
      const artistIds = song.artists.map(({ id }) => id);
      const names = await holdNames(table, { artistIds, albumId: song.album.id });
      return { next: { ...song, ...repeatedIn(names) }, result: true, more: names.checks };
    }),
  );
}
