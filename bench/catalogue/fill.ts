import type pg from 'pg';

const ARTISTS = 20_000;
const SONGS_PER_ALBUM = 11;
const VOCABULARY = 30_000;

/**
 * Fills an empty catalogue with so many synthetic songs, the same every time. Words are as
 * unevenly common as in titles, artists as unevenly busy as in large libraries. Written past the
 * stores, which would take hours, but with the database's own functions for what rows repeat.
 */
export async function fillCatalogue(pool: pg.Pool, songs: number): Promise<void> {
  const client = await pool.connect();
  try {
    const indexes = await dropIndexes(client);
    await client.query('SET session_replication_role = replica');
    await client.query("SET maintenance_work_mem = '512MB'");
    await client.query('SELECT setseed(0.42)');
    await client.query(words);
    await client.query(artists, [ARTISTS]);
    await client.query(albums, [Math.max(1, Math.floor(songs / SONGS_PER_ALBUM))]);
    await client.query(songRows, [songs]);
    await client.query(links);
    await client.query(repeated);
    await client.query(genres);
    await client.query(searchWords);
    for (const definition of indexes) await client.query(definition);
    await client.query('VACUUM ANALYZE');
  } finally {
    client.release(true);
  }
}

/** Drops what rows of the catalogue would be entered into one by one; answers how to make it again. */
async function dropIndexes(client: pg.PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ name: string; definition: string }>(`
    SELECT indexname AS name, indexdef AS definition FROM pg_indexes
    WHERE schemaname = 'public'
      AND tablename IN ('songs', 'albums', 'artists', 'song_artists', 'search_words')
      AND indexname NOT IN (SELECT conname FROM pg_constraint)`);
  for (const { name } of rows) await client.query(`DROP INDEX "${name}"`);
  return rows.map((row) => row.definition);
}

const id = (kind: number, number: string) =>
  `(lpad(to_hex(1700000000000 + ${number}), 12, '0') || '7${kind}008000' || lpad(to_hex(${number}), 12, '0'))::uuid`;

const words = `
  CREATE FUNCTION pg_temp.word(number integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(
      substr('bdfghjklmnprstvz', 1 + (hash >> (place * 6)) % 16, 1)
        || substr('aeiou', 1 + (hash >> (place * 6 + 4)) % 5, 1), '' ORDER BY place)
    FROM (SELECT ('x' || substr(md5(number::text), 1, 7))::bit(28)::integer AS hash) AS hashed,
      generate_series(0, 1 + number % 3) AS place
  $$;
  CREATE TEMP TABLE vocabulary AS
  SELECT number, pg_temp.word(number) AS word FROM generate_series(1, ${VOCABULARY}) AS number;
  ALTER TABLE vocabulary ADD PRIMARY KEY (number);
  ANALYZE vocabulary;
  CREATE FUNCTION pg_temp.name_of(shortest integer, longest integer) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
  DECLARE
    name text := '';
    rank integer;
  BEGIN
    FOR place IN 1 .. shortest + floor(random() * (longest - shortest + 1))::integer LOOP
      rank := 1 + floor(${VOCABULARY} * (random() ^ 3))::integer;
      name := name || ' ' || (SELECT word FROM vocabulary WHERE number = rank);
    END LOOP;
    RETURN substr(name, 2);
  END
  $$`;

const artists = `
  INSERT INTO artists (id, name, sort_name, search_name, search_words)
  SELECT ${id(1, 'number')}, name, name, name, array_to_tsvector(string_to_array(name, ' '))
  FROM (SELECT number, pg_temp.name_of(1, 2 + 0 * number) || ' ' || number AS name
    FROM generate_series(1, $1::integer) AS number) AS named`;

const albums = `
  INSERT INTO albums (id, title, artist_id, year, added_at, sort_title, sort_artist, sort_year,
    search_name, title_words, search_words)
  SELECT ${id(2, 'number')}, title, artists.id, year, timestamptz '2020-01-01' + number * interval '1 minute',
    title, key_of_album_by_artist(sort_name, year, title), key_by_year(year, title),
    title, words, words || artists.search_words
  FROM (
    SELECT number, title, array_to_tsvector(ARRAY(SELECT DISTINCT unnest(string_to_array(title, ' ')))) AS words,
      1 + floor(${ARTISTS} * (random() ^ 2))::integer AS artist, 1960 + floor(random() * 66)::integer AS year
    FROM (SELECT number, pg_temp.name_of(1, 3 + 0 * number) AS title
      FROM generate_series(1, $1::integer) AS number) AS titled
  ) AS album JOIN artists ON artists.id = ${id(1, 'artist')}`;

const songRows = `
  INSERT INTO songs (id, title, sort_title, album_id, track_number, disc_number, year, genres, genre_keys,
    mb_artist_ids, duration_ms, codec, lossless, bitrate_kbps, sample_rate_hz, channels, integrated_lufs,
    true_peak_dbtp, content_hash, original_key, original_size_bytes, original_mime_type, renditions,
    default_format, cover_key, waveform_key, added_by, added_at, published,
    search_name, title_words, sort_artist, sort_album, sort_year, search_words)
  SELECT ${id(3, 'number')}, song.title, song.title, albums.id, 1 + number % ${SONGS_PER_ALBUM}, 1, albums.year,
    ARRAY[genre], ARRAY[genre], '{}', 120000 + number % 200000, 'MP3', false, 192, 44100, 2, -14, -1,
    md5(number::text), 'library/' || number || '/original.mp3', 5000000, 'audio/mpeg', '{}', 'original',
    'library/' || number || '/cover.webp', 'library/' || number || '/waveform.json', 'bench',
    timestamptz '2020-01-01' + number * interval '5 seconds', true,
    song.title, words, left(sort_name, 40) || E'\\x01' || by_album, by_album,
    key_by_year(albums.year, song.title), words || albums.search_words
  FROM (
    SELECT number, pg_temp.name_of(1, 4 + 0 * number) AS title, 'genre ' || floor(40 * (random() ^ 2)) AS genre
    FROM generate_series(1, $1::integer) AS number
  ) AS song
    JOIN albums ON albums.id = ${id(2, `1 + (number - 1) / ${SONGS_PER_ALBUM} % (SELECT count(*) FROM albums)::integer`)}
    JOIN artists ON artists.id = albums.artist_id
    CROSS JOIN LATERAL (
      SELECT key_of_song_by_album(albums.sort_title, albums.id, 1, 1 + number % ${SONGS_PER_ALBUM}, song.title)
        AS by_album, array_to_tsvector(ARRAY(SELECT DISTINCT unnest(string_to_array(song.title, ' ')))) AS words
    ) AS made`;

/** One artist each, that of the album; every tenth song has a guest. */
const links = `
  INSERT INTO song_artists (song_id, position, artist_id)
  SELECT songs.id, 0, artist_id FROM songs JOIN albums ON albums.id = album_id
  UNION ALL
  SELECT songs.id, 1, artists.id FROM songs
    JOIN artists ON artists.id = ${id(1, `1 + track_number * 7 + duration_ms % ${ARTISTS - 100}`)}
  WHERE duration_ms % 10 = 0`;

/** Songs with guests can be found by these, too. */
const repeated = `
  UPDATE songs SET sort_artist = it.by_artist, sort_album = it.by_album, search_words = it.words
  FROM songs AS song
    CROSS JOIN LATERAL repeated_in_song(song.title_words, song.sort_title, song.album_id,
      song.disc_number, song.track_number,
      (SELECT array_agg(artist_id ORDER BY position) FROM song_artists WHERE song_id = song.id)) AS it
  WHERE song.id = songs.id AND songs.duration_ms % 10 = 0`;

const genres = `
  INSERT INTO genres (key, name, song_count)
  SELECT key, key, count(*) FROM songs, unnest(genre_keys) AS key GROUP BY key`;

const searchWords = `
  INSERT INTO search_words SELECT word FROM vocabulary ON CONFLICT DO NOTHING`;
