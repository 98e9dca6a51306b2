import type { AlbumShelf, ShelfStore, SongShelf, Window } from '@madrigal/core/library';
import { titleSortKey } from '@madrigal/core/shared';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { translatedMethods } from '../../shared/postgres-errors.ts';
import { hasPublishedSongs } from './catalogue/visible.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;
type Sql = RawBuilder<unknown>;

/** Lists that apps show by number, in PostgreSQL: each is one query along an index, where it can. */
export function createShelfStore(db: Db): ShelfStore {
  return translatedMethods<ShelfStore>({
    listAlbumIds: (userId, shelf, window) => idsOf(db, albumsOn(userId, shelf), window),
    listSongIds: (shelf, window) => idsOf(db, songsOn(shelf), window),
    listArtistIds: (window) =>
      idsOf(
        db,
        sql`SELECT id FROM artists WHERE ${hasPublishedSongs('artists')} ORDER BY sort_name, id`,
        window,
      ),
    listGenreCounts: () => listGenreCounts(db),
  });
}

async function idsOf(db: Db, query: Sql, { limit, offset }: Window): Promise<string[]> {
  const page = sql<{ id: string }>`${query} LIMIT ${limit} OFFSET ${offset}`;
  return (await page.execute(db)).rows.map(({ id }) => id);
}

const visibleAlbum = hasPublishedSongs('albums');

/** Songs of a genre, by its folded name. */
function ofGenre(genre: string): Sql {
  return sql`songs.state = 'published' AND songs.genre_keys @> ARRAY[${titleSortKey(genre)}]::text[]`;
}

function albumsOn(userId: string, shelf: AlbumShelf): Sql {
  switch (shelf.kind) {
    case 'random':
      return sql`SELECT id FROM albums WHERE ${visibleAlbum} ORDER BY random()`;
    case 'newest':
      return sql`SELECT id FROM albums WHERE ${visibleAlbum} ORDER BY added_at DESC, id DESC`;
    case 'title':
      return sql`SELECT id FROM albums WHERE ${visibleAlbum} ORDER BY sort_title, id`;
    case 'artist':
      return sql`SELECT id FROM albums WHERE ${visibleAlbum} ORDER BY sort_artist, id`;
    case 'years': {
      const [first, last] = [Math.min(shelf.from, shelf.to), Math.max(shelf.from, shelf.to)];
      const order = shelf.from > shelf.to ? sql`year DESC` : sql`year`;
      return sql`
        SELECT id FROM albums WHERE year BETWEEN ${first} AND ${last} AND ${visibleAlbum}
        ORDER BY ${order}, sort_title, id`;
    }
    case 'genre':
      return sql`
        SELECT id FROM albums
        WHERE id IN (SELECT songs.album_id FROM songs WHERE ${ofGenre(shelf.genre)})
        ORDER BY sort_title, id`;
    default:
      return albumsOfListener(userId, shelf);
  }
}

type OwnShelf = Extract<AlbumShelf, { kind: 'favourites' | 'stars' | 'mostPlayed' | 'lastPlayed' }>;

function albumsOfListener(userId: string, { kind }: OwnShelf): Sql {
  switch (kind) {
    case 'favourites':
      return sql`
        SELECT albums.id FROM favourites JOIN albums ON albums.id = favourites.target_id
        WHERE favourites.user_id = ${userId} AND favourites.kind = 'album' AND ${visibleAlbum}
        ORDER BY favourites.added_at DESC, albums.id DESC`;
    case 'stars':
      return sql`
        SELECT albums.id
        FROM (
          SELECT target_id, max(stars) FILTER (WHERE user_id = ${userId}) AS own, avg(stars) AS average
          FROM stars WHERE kind = 'album' GROUP BY target_id
        ) AS rated
        JOIN albums ON albums.id = rated.target_id WHERE ${visibleAlbum}
        ORDER BY rated.own DESC NULLS LAST, rated.average DESC, albums.id`;
    case 'mostPlayed':
      return playedAlbums(userId, sql`sum(played.plays) DESC, max(played.last) DESC`);
    case 'lastPlayed':
      return playedAlbums(userId, sql`max(played.last) DESC`);
  }
}

/** Plays are added up by song first: there are far fewer songs than plays. */
function playedAlbums(userId: string, order: Sql): Sql {
  return sql`
    SELECT albums.id
    FROM (
      SELECT song_id, count(*) AS plays, max(played_at) AS last
      FROM plays WHERE user_id = ${userId} GROUP BY song_id
    ) AS played
    JOIN songs ON songs.id = played.song_id JOIN albums ON albums.id = songs.album_id
    WHERE ${visibleAlbum}
    GROUP BY albums.id ORDER BY ${order}, albums.id`;
}

function songsOn(shelf: SongShelf): Sql {
  switch (shelf.kind) {
    case 'random':
      return randomSongs(shelf);
    case 'all':
      return sql`SELECT id FROM songs WHERE state = 'published' ORDER BY sort_title, id`;
    case 'genre':
      return sql`SELECT id FROM songs WHERE ${ofGenre(shelf.genre)} ORDER BY sort_album, id`;
    case 'mostPlayedOf':
      return sql`
        SELECT songs.id FROM songs JOIN song_artists ON song_artists.song_id = songs.id
        WHERE song_artists.artist_id = ${shelf.artistId} AND songs.state = 'published'
        ORDER BY (SELECT count(*) FROM plays WHERE plays.song_id = songs.id) DESC,
          songs.sort_year, songs.id`;
    case 'like':
      return sql`
        SELECT songs.id FROM songs, songs AS model
        WHERE model.id = ${shelf.songId} AND songs.id <> model.id AND songs.state = 'published'
          AND (songs.genre_keys && model.genre_keys OR songs.id IN (
            SELECT other.song_id FROM song_artists AS other JOIN song_artists AS own
              ON own.artist_id = other.artist_id WHERE own.song_id = model.id))
        ORDER BY random()`;
    case 'likeArtist':
      return sql`
        WITH own AS (
          SELECT songs.id, songs.genre_keys FROM songs
          JOIN song_artists ON song_artists.song_id = songs.id
          WHERE song_artists.artist_id = ${shelf.artistId} AND songs.state = 'published')
        SELECT id FROM songs
        WHERE state = 'published' AND (id IN (SELECT id FROM own)
          OR genre_keys && ARRAY(SELECT DISTINCT unnest(genre_keys) FROM own))
        ORDER BY random()`;
  }
}

function randomSongs({ genre, from, to }: Extract<SongShelf, { kind: 'random' }>): Sql {
  const conditions = [
    genre === undefined ? sql`songs.state = 'published'` : ofGenre(genre),
    ...(from === undefined ? [] : [sql`songs.year >= ${from}`]),
    ...(to === undefined ? [] : [sql`songs.year <= ${to}`]),
  ];
  return sql`SELECT id FROM songs WHERE ${sql.join(conditions, sql` AND `)} ORDER BY random()`;
}

async function listGenreCounts(db: Db) {
  const { rows } = await sql<{ name: string; songCount: number; albumCount: number }>`
    SELECT genres.name, genres.song_count AS "songCount", counted.albums AS "albumCount"
    FROM genres JOIN (
      SELECT key, count(DISTINCT album_id) AS albums
      FROM songs, unnest(genre_keys) AS key WHERE state = 'published' GROUP BY key
    ) AS counted USING (key)
    WHERE genres.song_count > 0 ORDER BY genres.key`.execute(db);
  return rows;
}
