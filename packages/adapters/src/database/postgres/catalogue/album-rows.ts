import type { AlbumSummary } from '@madrigal/core/catalog';
import { sql } from 'kysely';
import type { Db } from './identities.ts';

/** Albums with what their published songs add up to. */
export function selectAlbums(db: Db) {
  return db
    .selectFrom('albums')
    .innerJoin('artists', 'artists.id', 'albums.artist_id')
    .innerJoinLateral(
      (expression) =>
        expression
          .selectFrom('songs')
          .whereRef('songs.album_id', '=', 'albums.id')
          .where('songs.state', '=', sql.lit('published'))
          .select([
            sql<number>`count(*)`.as('song_count'),
            sql<number>`coalesce(sum(songs.duration_ms), 0)::bigint`.as('duration_ms'),
            // The cover of the first song that has one.
            sql<AlbumSummary['cover']>`
              (array_agg(songs.cover_key ORDER BY songs.sort_album, songs.id)
                FILTER (WHERE songs.cover_key IS NOT NULL))[1]`.as('cover'),
          ])
          .as('published'),
      (join) => join.onTrue(),
    )
    .select(['albums.id', 'albums.title', 'albums.year', 'albums.added_at'])
    .select(['artists.id as artist_id', 'artists.name as artist_name'])
    .select(['published.song_count', 'published.duration_ms', 'published.cover']);
}

type Albums = ReturnType<typeof selectAlbums>;
type AlbumRow = Awaited<ReturnType<Albums['execute']>>[number];

export function toAlbum(row: AlbumRow): AlbumSummary {
  return {
    id: row.id,
    title: row.title,
    artistId: row.artist_id,
    artistName: row.artist_name,
    year: row.year,
    songCount: row.song_count,
    durationMs: row.duration_ms,
    cover: row.cover,
    addedAt: row.added_at,
  };
}
