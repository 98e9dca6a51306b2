import { wordsOfQuery } from '@madrigal/core/shared';
import type pg from 'pg';

/** The same questions as the stores', as somebody would ask them who writes SQL for `pg` by hand. */
export interface HandWritten {
  listPage(after: { title: string; id: string }, limit: number): Promise<number>;
  albumPage(albumId: string): Promise<number>;
  search(text: string, limit: number): Promise<number>;
}

const songColumns = `
  s.id, s.title, s.track_number, s.disc_number, s.year, s.genres, s.lyrics, s.mb_recording_id,
  s.mb_release_id, s.mb_artist_ids, s.duration_ms, s.codec, s.lossless, s.bitrate_kbps,
  s.sample_rate_hz, s.channels, s.integrated_lufs, s.true_peak_dbtp, s.content_hash, s.original_key,
  s.original_size_bytes, s.original_mime_type, s.renditions, s.default_format, s.cover_key,
  s.waveform_key, s.added_by, s.added_at, s.published, s.deleted_at,
  al.id AS album_id, al.title AS album_title, ar.id AS album_artist_id, ar.name AS album_artist,
  (SELECT json_agg(json_build_object('id', a.id, 'name', a.name) ORDER BY sa.position)
    FROM song_artists sa JOIN artists a ON a.id = sa.artist_id WHERE sa.song_id = s.id) AS artists`;
const songTables =
  'songs s JOIN albums al ON al.id = s.album_id JOIN artists ar ON ar.id = al.artist_id';

const listPage = `
  SELECT ${songColumns} FROM ${songTables}
  WHERE s.state = 'published' AND (s.sort_title, s.id) > ($1, $2)
  ORDER BY s.sort_title, s.id LIMIT $3`;

const albumColumns = `
  SELECT al.id, al.title, al.year, al.added_at, ar.id AS artist_id, ar.name AS artist_name, p.*
  FROM albums al JOIN artists ar ON ar.id = al.artist_id CROSS JOIN LATERAL (
    SELECT count(*) AS song_count, sum(duration_ms)::bigint AS duration_ms,
      (array_agg(cover_key ORDER BY sort_album, id) FILTER (WHERE cover_key IS NOT NULL))[1] AS cover
    FROM songs WHERE album_id = al.id AND state = 'published') p`;
const albumSongs = `
  SELECT ${songColumns} FROM ${songTables}
  WHERE s.state = 'published' AND s.album_id = $1 ORDER BY s.sort_album, s.id LIMIT 201`;

type Kind = 'songs' | 'albums' | 'artists';

/** Ids of the best matches of one kind: names that begin so, then what holds all words. */
const matches = (kind: Kind) => {
  const visible = {
    songs: `state = 'published'`,
    albums: `EXISTS (SELECT FROM songs WHERE album_id = albums.id AND state = 'published')`,
    artists: `(EXISTS (SELECT FROM song_artists JOIN songs ON songs.id = song_id
        WHERE artist_id = artists.id AND state = 'published')
      OR EXISTS (SELECT FROM albums JOIN songs ON album_id = albums.id
        WHERE albums.artist_id = artists.id AND state = 'published'))`,
  }[kind];
  return `
    WITH begins AS (
      SELECT id, search_name FROM ${kind}
      WHERE ${visible} AND search_name >= $1 AND search_name < $1 || U&'\\+10FFFF'
      ORDER BY search_name, id LIMIT $3
    ), holds AS (
      SELECT id, search_name FROM ${kind}
      WHERE ${visible} AND search_words @@ $2::tsquery AND (SELECT count(*) FROM begins) < $3
      LIMIT 300
    )
    SELECT id FROM (
      SELECT id, 1 AS rank, search_name FROM begins UNION SELECT id, 2, search_name FROM holds
    ) found GROUP BY id ORDER BY min(rank), min(length(search_name)), id LIMIT $3`;
};

const rowsOf: Record<Kind, string> = {
  songs: `SELECT ${songColumns} FROM ${songTables} WHERE s.id = ANY ($1::uuid[])`,
  albums: `${albumColumns} WHERE al.id = ANY ($1::uuid[])`,
  artists: `
    SELECT a.id, a.name,
      (SELECT count(*) FROM song_artists JOIN songs ON songs.id = song_id
        WHERE artist_id = a.id AND state = 'published') AS song_count,
      (SELECT count(*) FROM albums al WHERE al.artist_id = a.id
        AND EXISTS (SELECT FROM songs WHERE album_id = al.id AND state = 'published')) AS album_count
    FROM artists a WHERE a.id = ANY ($1::uuid[])`,
};

const kinds: readonly Kind[] = ['songs', 'albums', 'artists'];
const ENOUGH_MATCHES = 5;

export function handWritten(pool: pg.Pool): HandWritten {
  const count = async (text: string, values: unknown[]) =>
    (await pool.query(text, values)).rows.length;
  return {
    listPage: ({ title, id }, limit) => count(listPage, [title, id, limit + 1]),
    albumPage: async (albumId) => {
      const found = await Promise.all([
        count(`${albumColumns} WHERE al.id = $1`, [albumId]),
        count(albumSongs, [albumId]),
      ]);
      return found[1];
    },
    search: (text, limit) => search(pool, wordsOfQuery(text), limit),
  };
}

async function search(pool: pg.Pool, words: string[], limit: number): Promise<number> {
  const exact = words.map((word) => `'${word}':*`).join(' & ');
  let found = await findIds(pool, words, exact, limit);
  if (found.reduce((sum, ids) => sum + ids.length, 0) < ENOUGH_MATCHES) {
    const { rows } = await pool.query<{ alternatives: string }>(mistyped, [words]);
    const query = rows.map((row) => `(${row.alternatives})`).join(' & ');
    found = await findIds(pool, words, query, limit);
  }
  const rows = await Promise.all(
    kinds.map((kind, index) => pool.query(rowsOf[kind], [found[index]])),
  );
  return rows.reduce((sum, { rowCount }) => sum + (rowCount ?? 0), 0);
}

/** For each word itself and the four closest words. */
const mistyped = `
  SELECT concat_ws(' | ', quote_literal(typed) || ':*', (
    SELECT string_agg(quote_literal(word), ' | ') FROM (
      SELECT word FROM similar_words(typed, 400) AS word ORDER BY similarity(typed, word) DESC LIMIT 4
    ) AS closest)) AS alternatives
  FROM unnest($1::text[]) AS typed`;

async function findIds(pool: pg.Pool, words: string[], query: string, limit: number) {
  const found = await Promise.all(
    kinds.map((kind) => pool.query<{ id: string }>(matches(kind), [words.join(' '), query, limit])),
  );
  return found.map(({ rows }) => rows.map((row) => row.id));
}
