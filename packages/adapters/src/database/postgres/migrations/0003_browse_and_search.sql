-- Artists and albums that can be browsed, songs as drafts and in the trash, genres, and search.
-- What lists are ordered by is kept ready: songs repeat the sort keys of their artist and album,
-- up to 40 characters of each so that an index entry holds them, parted by U+0001.

CREATE EXTENSION IF NOT EXISTS pg_trgm;

-- The folded form of names, as core makes it, for rows that are here already.
CREATE FUNCTION pg_temp.folded(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT btrim(regexp_replace(lower(regexp_replace(normalize(name, NFKD),
    '[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u064b-\u065f\u093c\u094d\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\u3099\u309a\ufe20-\ufe2f]',
    '', 'g') COLLATE "pg_c_utf8"), '\s+', ' ', 'g'))
$$;

CREATE FUNCTION pg_temp.searchable(name text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(btrim(regexp_replace(pg_temp.folded(name) COLLATE "pg_c_utf8", '[^[:alnum:]]+', ' ', 'g')), 100)
$$;

CREATE FUNCTION pg_temp.words(name text) RETURNS tsvector LANGUAGE sql IMMUTABLE AS $$
  SELECT array_to_tsvector(array_remove(string_to_array(pg_temp.searchable(name), ' '), ''))
$$;

-- UUIDv7 (RFC 9562, section 5.7): 48 bits of time in ms, then a random UUID with its version changed.
CREATE FUNCTION pg_temp.new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
  SELECT encode(set_bit(set_bit(
    overlay(uuid_send(gen_random_uuid())
      PLACING substring(int8send((extract(epoch FROM clock_timestamp()) * 1000)::bigint) FROM 3) FROM 1 FOR 6),
    52, 1), 53, 1), 'hex')::uuid
$$;

-- What lists are ordered by, upwards. `years_to_come` turns the newest year into the smallest text.

CREATE FUNCTION digits(number integer, width integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT lpad(least(greatest(number, 0), (10 ^ width - 1)::integer)::text, width, '0')
$$;

CREATE FUNCTION years_to_come(year integer) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT digits(9999 - coalesce(year, 0), 4)
$$;

CREATE FUNCTION key_of_album_by_artist(artist_name text, year integer, title text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(artist_name, 40) || E'\x01' || digits(coalesce(year, 0), 4) || E'\x01' || left(title, 40)
$$;

CREATE FUNCTION key_by_year(year integer, title text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT years_to_come(year) || E'\x01' || left(title, 40)
$$;

CREATE FUNCTION key_of_song_by_album(album_title text, album_id uuid, disc integer, track integer, title text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT left(album_title, 40) || E'\x01' || album_id::text || E'\x01'
    || digits(coalesce(disc, 1), 4) || digits(coalesce(track, 99999), 5) || E'\x01' || left(title, 40)
$$;

-- Artists: one can be known by several names, of which uploads may bring any.

CREATE TABLE artist_identities (
  identity_hash bytea PRIMARY KEY,
  artist_id uuid NOT NULL REFERENCES artists ON DELETE CASCADE
);
CREATE INDEX identities_of_artist ON artist_identities (artist_id);

INSERT INTO artist_identities SELECT identity_hash, id FROM artists;

WITH missing AS (
  SELECT DISTINCT ON (hash) hash, artist_name, pg_temp.new_id() AS id
  FROM (SELECT artist_name, sha256(convert_to(pg_temp.folded(artist_name), 'UTF8')) AS hash FROM albums) AS named
  WHERE NOT EXISTS (SELECT FROM artist_identities WHERE identity_hash = hash)
), created AS (
  INSERT INTO artists (id, identity_hash, name) SELECT id, hash, artist_name FROM missing
)
INSERT INTO artist_identities SELECT hash, id FROM missing;

ALTER TABLE artists
  DROP COLUMN identity_hash,
  ADD COLUMN sort_name text COLLATE "C",
  ADD COLUMN search_name text COLLATE "C",
  ADD COLUMN search_words tsvector;
UPDATE artists SET
  sort_name = left(pg_temp.folded(name), 100),
  search_name = pg_temp.searchable(name),
  search_words = pg_temp.words(name);
ALTER TABLE artists
  ALTER COLUMN sort_name SET NOT NULL,
  ALTER COLUMN search_name SET NOT NULL,
  ALTER COLUMN search_words SET NOT NULL;

CREATE INDEX artists_by_name ON artists (sort_name, id);
CREATE INDEX artists_by_search_name ON artists (search_name, id);
CREATE INDEX artists_by_word ON artists USING gin (search_words);

-- Albums: found again by the id of their artist and their folded title.

CREATE TABLE album_identities (
  identity_hash bytea PRIMARY KEY,
  album_id uuid NOT NULL REFERENCES albums ON DELETE CASCADE
);
CREATE INDEX identities_of_album ON album_identities (album_id);

ALTER TABLE albums
  ADD COLUMN artist_id uuid REFERENCES artists,
  ADD COLUMN year integer,
  ADD COLUMN added_at timestamptz,
  ADD COLUMN sort_title text COLLATE "C",
  ADD COLUMN sort_artist text COLLATE "C",
  ADD COLUMN sort_year text COLLATE "C",
  ADD COLUMN search_name text COLLATE "C",
  ADD COLUMN title_words tsvector,
  ADD COLUMN search_words tsvector;
UPDATE albums SET
  artist_id = identity.artist_id,
  year = (SELECT min(songs.year) FROM songs WHERE album_id = albums.id),
  added_at = coalesce((SELECT min(songs.added_at) FROM songs WHERE album_id = albums.id), now()),
  sort_title = left(pg_temp.folded(title), 100),
  search_name = pg_temp.searchable(title),
  title_words = pg_temp.words(title)
FROM artist_identities AS identity
WHERE identity.identity_hash = sha256(convert_to(pg_temp.folded(albums.artist_name), 'UTF8'));
UPDATE albums SET
  sort_artist = key_of_album_by_artist(artists.sort_name, year, sort_title),
  sort_year = key_by_year(year, sort_title),
  search_words = title_words || artists.search_words
FROM artists WHERE artists.id = albums.artist_id;

INSERT INTO album_identities
SELECT sha256(convert_to(artist_id::text || E'\x1f' || pg_temp.folded(title), 'UTF8')), id FROM albums
ON CONFLICT DO NOTHING;

ALTER TABLE albums
  DROP COLUMN identity_hash,
  DROP COLUMN artist_name,
  ALTER COLUMN artist_id SET NOT NULL,
  ALTER COLUMN added_at SET NOT NULL,
  ALTER COLUMN sort_title SET NOT NULL,
  ALTER COLUMN sort_artist SET NOT NULL,
  ALTER COLUMN sort_year SET NOT NULL,
  ALTER COLUMN search_name SET NOT NULL,
  ALTER COLUMN title_words SET NOT NULL,
  ALTER COLUMN search_words SET NOT NULL;

CREATE INDEX albums_of_artist ON albums (artist_id);
CREATE INDEX albums_by_added ON albums (added_at, id);
CREATE INDEX albums_by_title ON albums (sort_title, id);
CREATE INDEX albums_by_artist ON albums (sort_artist, id);
CREATE INDEX albums_by_year ON albums (sort_year, id);
CREATE INDEX albums_by_search_name ON albums (search_name, id);
CREATE INDEX albums_by_word ON albums USING gin (search_words);

-- Songs.

DROP INDEX songs_by_added;
DROP INDEX songs_by_title;
ALTER TABLE songs
  ADD COLUMN published boolean NOT NULL DEFAULT true,
  ADD COLUMN deleted_at timestamptz,
  ADD COLUMN sort_artist text COLLATE "C",
  ADD COLUMN sort_album text COLLATE "C",
  ADD COLUMN sort_year text COLLATE "C",
  ADD COLUMN genre_keys text[],
  ADD COLUMN search_name text COLLATE "C",
  ADD COLUMN title_words tsvector,
  ADD COLUMN search_words tsvector;
ALTER TABLE songs
  ALTER COLUMN published DROP DEFAULT,
  ADD COLUMN state text NOT NULL GENERATED ALWAYS AS (
    CASE WHEN deleted_at IS NOT NULL THEN 'deleted' WHEN published THEN 'published' ELSE 'draft' END
  ) STORED;
UPDATE songs SET
  genre_keys = ARRAY(SELECT left(pg_temp.folded(genre), 100) FROM unnest(genres) AS genre),
  search_name = pg_temp.searchable(title),
  title_words = pg_temp.words(title);

-- What a song repeats of its album and artists, the latter in their order.
CREATE FUNCTION repeated_in_song(
  own_words tsvector, own_title text, album uuid, disc integer, track integer, artist_ids uuid[],
  OUT by_album text, OUT by_artist text, OUT words tsvector
) LANGUAGE sql STABLE AS $$
  SELECT by_album, left(first_artist.sort_name, 40) || E'\x01' || by_album,
    array_to_tsvector(ARRAY(
      SELECT unnest(tsvector_to_array(own_words))
      UNION SELECT unnest(tsvector_to_array(albums.title_words))
      UNION SELECT unnest(tsvector_to_array(artists.search_words)) FROM artists WHERE id = ANY (artist_ids)
    ))
  FROM albums, artists AS first_artist,
    key_of_song_by_album(albums.sort_title, album, disc, track, own_title) AS by_album
  WHERE albums.id = album AND first_artist.id = artist_ids[1]
$$;

UPDATE songs SET
  sort_year = key_by_year(songs.year, songs.sort_title),
  sort_album = repeated.by_album,
  sort_artist = repeated.by_artist,
  search_words = repeated.words
FROM songs AS song
  CROSS JOIN LATERAL (
    SELECT array_agg(artist_id ORDER BY position) AS artist_ids FROM song_artists WHERE song_id = song.id
  ) AS linked
  CROSS JOIN LATERAL repeated_in_song(
    song.title_words, song.sort_title, song.album_id, song.disc_number, song.track_number, linked.artist_ids
  ) AS repeated
WHERE song.id = songs.id;

ALTER TABLE songs
  ALTER COLUMN sort_artist SET NOT NULL,
  ALTER COLUMN sort_album SET NOT NULL,
  ALTER COLUMN sort_year SET NOT NULL,
  ALTER COLUMN genre_keys SET NOT NULL,
  ALTER COLUMN search_name SET NOT NULL,
  ALTER COLUMN title_words SET NOT NULL,
  ALTER COLUMN search_words SET NOT NULL;

CREATE INDEX songs_by_added ON songs (added_at, id) WHERE state = 'published';
CREATE INDEX songs_by_title ON songs (sort_title, id) WHERE state = 'published';
CREATE INDEX songs_by_artist ON songs (sort_artist, id) WHERE state = 'published';
CREATE INDEX songs_by_album ON songs (sort_album, id) WHERE state = 'published';
CREATE INDEX songs_by_year ON songs (sort_year, id) WHERE state = 'published';
CREATE INDEX songs_of_year ON songs (year, added_at, id) WHERE state = 'published';
CREATE INDEX songs_of_genre ON songs USING gin (genre_keys) WHERE state = 'published';
CREATE INDEX songs_hidden ON songs (state, added_at, id) WHERE state <> 'published';
CREATE INDEX songs_in_trash ON songs (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX songs_by_search_name ON songs (search_name, id) WHERE state = 'published';
CREATE INDEX songs_by_word ON songs USING gin (search_words) WHERE state = 'published';

-- How many published songs each genre has, kept by triggers.

CREATE TABLE genres (
  key text COLLATE "C" PRIMARY KEY,
  name text NOT NULL,
  song_count bigint NOT NULL
);
CREATE INDEX genres_by_count ON genres (song_count);

CREATE FUNCTION count_genres() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- In the order of the key, so that two transactions never wait for each other.
  IF TG_OP = 'INSERT' THEN
    INSERT INTO genres (key, name, song_count)
    SELECT key, min(name), count(DISTINCT id)
    FROM added, unnest(genre_keys, genres) AS genre (key, name) WHERE state = 'published' GROUP BY key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET song_count = genres.song_count + excluded.song_count;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO genres (key, name, song_count)
    SELECT key, min(name), -count(DISTINCT id)
    FROM removed, unnest(genre_keys, genres) AS genre (key, name) WHERE state = 'published' GROUP BY key ORDER BY key
    ON CONFLICT (key) DO UPDATE SET song_count = genres.song_count + excluded.song_count;
  ELSE
    INSERT INTO genres (key, name, song_count)
    SELECT key, min(name), sum(change)
    FROM (
      SELECT key, min(name) AS name, count(DISTINCT id) AS change
      FROM added, unnest(genre_keys, genres) AS genre (key, name) WHERE state = 'published' GROUP BY key
      UNION ALL
      SELECT key, min(name), -count(DISTINCT id)
      FROM removed, unnest(genre_keys, genres) AS genre (key, name) WHERE state = 'published' GROUP BY key
    ) AS changes
    GROUP BY key HAVING sum(change) <> 0 ORDER BY key
    ON CONFLICT (key) DO UPDATE SET song_count = genres.song_count + excluded.song_count;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_genres_of_new AFTER INSERT ON songs
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_genres();
CREATE TRIGGER count_genres_of_gone AFTER DELETE ON songs
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();
CREATE TRIGGER count_genres_of_changed AFTER UPDATE ON songs
  REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_genres();

INSERT INTO genres (key, name, song_count)
SELECT key, min(name), count(DISTINCT id)
FROM songs, unnest(genre_keys, genres) AS genre (key, name) GROUP BY key;

-- Every word that anything can be found by, to find the one somebody meant who mistyped it.

CREATE TABLE search_words (word text COLLATE "C" PRIMARY KEY);
CREATE INDEX search_words_by_trigram ON search_words USING gin (word gin_trgm_ops);

INSERT INTO search_words
SELECT unnest(tsvector_to_array(search_words)) FROM songs
UNION SELECT unnest(tsvector_to_array(search_words)) FROM albums;

-- Words that look like a mistyped one, which may be unfinished. Trigrams say little of short words:
-- there it is any of about the same length that begins alike.
CREATE FUNCTION similar_words(typed text, most integer) RETURNS SETOF text LANGUAGE sql STABLE
SET pg_trgm.word_similarity_threshold = 0.3 AS $$
  (SELECT word FROM search_words WHERE typed <% word ORDER BY word_similarity(typed, word) DESC LIMIT most)
  UNION
  (SELECT word FROM search_words
    WHERE length(typed) < 6 AND word >= left(typed, 1) AND word < left(typed, 1) || U&'\+10FFFF'
      AND length(word) BETWEEN length(typed) - 1 AND length(typed) + 1)
$$;
