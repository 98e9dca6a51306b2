import type { AlbumSummary, ArtistSummary } from '@madrigal/core/catalog';
import type { Table } from '../client.ts';
import { compareTexts } from '../keys.ts';
import { inParallel } from '../parallel.ts';
import { queryItems } from '../read.ts';
import { albumOf, artistOf, ROWS_ON_ALBUMS, ROWS_PER_QUERY, SONG_ROWS } from './keys.ts';
import { type AlbumRecord, type ArtistRecord, fromSongRow, type SongRow } from './kinds.ts';

/** What albums and artists add up to, counted in the rows of their songs, and so never wrong. */

export function summarizeAlbums(
  table: Table,
  albums: readonly AlbumRecord[],
): Promise<AlbumSummary[]> {
  return inParallel(albums, async ({ closing: _, ...album }) => {
    const songs = await publishedIn(table, { partition: albumOf(album.id), ...SONG_ROWS });
    const inOrder = songs.toSorted((a, b) => compareTexts(a.order.album, b.order.album));
    return {
      ...album,
      songCount: songs.length,
      durationMs: songs.reduce((sum, { durationMs }) => sum + durationMs, 0),
      cover: inOrder.find(({ cover }) => cover !== null)?.cover ?? null,
    };
  });
}

export async function publishedIn(
  table: Table,
  range: { partition: string; from: string; to: string },
): Promise<SongRow[]> {
  const rows: SongRow[] = [];
  for await (const item of queryItems(table, range, ROWS_PER_QUERY)) {
    const row = fromSongRow(item);
    if (row.state === 'published') rows.push(row);
  }
  return rows;
}

export function summarizeArtists(
  table: Table,
  artists: readonly ArtistRecord[],
): Promise<ArtistSummary[]> {
  return inParallel(artists, async ({ id, name, picture }) => {
    const partition = artistOf(id);
    const [songs, onAlbums] = await Promise.all([
      publishedIn(table, { partition, ...SONG_ROWS }),
      publishedIn(table, { partition, ...ROWS_ON_ALBUMS }),
    ]);
    // Rows come by id, and ids begin with the moment they were made: the last one is the newest.
    const cover = songs.findLast((row) => row.cover !== null)?.cover ?? null;
    const albumCount = new Set(onAlbums.map(({ albumId }) => albumId)).size;
    return { id, name, songCount: songs.length, albumCount, picture, cover };
  });
}

/** Whether lists show it: it has something published. */
export function isVisible(summary: AlbumSummary | ArtistSummary): boolean {
  return summary.songCount > 0 || ('albumCount' in summary && summary.albumCount > 0);
}
