import { sql } from 'kysely';

/**
 * Whether a row of `albums` or `artists` has a published song. A subquery with a limit is what
 * the planner asks row by row along an ordered index, instead of joining a million songs first.
 */
export function hasPublishedSongs(table: 'albums' | 'artists') {
  const ofAlbum = sql<boolean>`
    (SELECT true FROM songs WHERE songs.album_id = albums.id AND songs.state = 'published' LIMIT 1) IS TRUE`;
  if (table === 'albums') return ofAlbum;
  return sql<boolean>`(
    (SELECT true FROM song_artists AS link JOIN songs ON songs.id = link.song_id
      WHERE link.artist_id = artists.id AND songs.state = 'published' LIMIT 1) IS TRUE
    OR (SELECT true FROM albums
      WHERE albums.artist_id = artists.id AND ${ofAlbum} LIMIT 1) IS TRUE)`;
}
