import type { ArtistSummary } from '@madrigal/core/catalog';
import { sql } from 'kysely';
import type { Db } from './identities.ts';
import { hasPublishedSongs } from './visible.ts';

/** Artists with what is published of theirs. */
export function selectArtists(db: Db) {
  return db.selectFrom('artists').select([
    'artists.id',
    'artists.name',
    'artists.picture_key as picture',
    sql<number>`(
      SELECT count(*) FROM song_artists AS link JOIN songs ON songs.id = link.song_id
      WHERE link.artist_id = artists.id AND songs.state = 'published')`.as('song_count'),
    sql<number>`(
      SELECT count(*) FROM albums
      WHERE albums.artist_id = artists.id AND ${hasPublishedSongs('albums')})`.as('album_count'),
    sql<ArtistSummary['cover']>`(
      SELECT songs.cover_key FROM song_artists AS link JOIN songs ON songs.id = link.song_id
      WHERE link.artist_id = artists.id AND songs.state = 'published' AND songs.cover_key IS NOT NULL
      ORDER BY link.song_id DESC LIMIT 1)`.as('cover'),
  ]);
}

type ArtistRow = Awaited<ReturnType<ReturnType<typeof selectArtists>['execute']>>[number];

export function toArtist(row: ArtistRow): ArtistSummary {
  const { id, name, song_count: songCount, album_count: albumCount, picture, cover } = row;
  return { id, name, songCount, albumCount, picture, cover };
}
