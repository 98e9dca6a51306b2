-- How often songs of each album and artist were played by anybody: sums of song_plays, of published songs
-- alone. A row of song_plays says where its plays are counted, so that the sums follow from that table, whatever
-- became of the song.

ALTER TABLE song_plays
  -- Null and none where the song is not published.
  ADD COLUMN album_id uuid,
  ADD COLUMN artist_ids uuid[] NOT NULL DEFAULT '{}';

-- Rows go when nothing is left of their sum. A reference to albums or artists would have every first play wait for
-- edits of these, which in turn wait for songs.
CREATE TABLE album_plays (
  album_id uuid PRIMARY KEY,
  plays bigint NOT NULL
);
CREATE INDEX album_plays_by_count ON album_plays (plays, album_id);

CREATE TABLE artist_plays (
  artist_id uuid PRIMARY KEY,
  plays bigint NOT NULL
);
CREATE INDEX artist_plays_by_count ON artist_plays (plays, artist_id);

-- For lists of albums of a year.
CREATE INDEX albums_of_year ON albums (year, added_at, id);

-- Where plays of a song count; no row for one that is not published.
CREATE FUNCTION plays_count_at(song uuid) RETURNS TABLE (album_id uuid, artist_ids uuid[]) LANGUAGE sql STABLE AS $$
  SELECT songs.album_id,
    ARRAY(SELECT DISTINCT link.artist_id FROM song_artists AS link WHERE link.song_id = songs.id ORDER BY 1)
  FROM songs WHERE songs.id = song AND songs.state = 'published'
$$;

CREATE OR REPLACE FUNCTION count_song_plays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Songs first, in the order of ids: no song changes while its plays do, and two transactions never wait for
  -- each other.
  IF TG_OP = 'INSERT' THEN
    PERFORM id FROM songs WHERE id IN (SELECT song_id FROM added) ORDER BY id FOR NO KEY UPDATE;
    INSERT INTO song_plays (song_id, plays, album_id, artist_ids)
    SELECT songs.id, 0, place.album_id, coalesce(place.artist_ids, '{}')
    FROM (SELECT DISTINCT song_id FROM added) AS played
      JOIN songs ON songs.id = played.song_id
      LEFT JOIN LATERAL plays_count_at(songs.id) AS place ON true
    ON CONFLICT (song_id) DO NOTHING;
    UPDATE song_plays SET plays = song_plays.plays + played.plays
    FROM (SELECT song_id, count(*) AS plays FROM added GROUP BY song_id) AS played
    WHERE song_plays.song_id = played.song_id;
  ELSE
    PERFORM id FROM songs WHERE id IN (SELECT song_id FROM removed) ORDER BY id FOR NO KEY UPDATE;
    UPDATE song_plays SET plays = song_plays.plays - played.plays
    FROM (SELECT song_id, count(*) AS plays FROM removed GROUP BY song_id) AS played
    WHERE song_plays.song_id = played.song_id;
  END IF;
  RETURN NULL;
END
$$;

-- Albums before artists, each in the order of ids.
CREATE FUNCTION sum_song_plays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO album_plays (album_id, plays)
    SELECT album_id, sum(plays) FROM (
      SELECT album_id, plays FROM added UNION ALL SELECT album_id, -plays FROM removed
    ) AS changes WHERE album_id IS NOT NULL GROUP BY album_id HAVING sum(plays) <> 0 ORDER BY album_id
    ON CONFLICT (album_id) DO UPDATE SET plays = album_plays.plays + excluded.plays;
  ELSE
    INSERT INTO album_plays (album_id, plays)
    SELECT album_id, -sum(plays) FROM removed
    WHERE album_id IS NOT NULL GROUP BY album_id HAVING sum(plays) <> 0 ORDER BY album_id
    ON CONFLICT (album_id) DO UPDATE SET plays = album_plays.plays + excluded.plays;
  END IF;
  DELETE FROM album_plays WHERE plays = 0 AND album_id IN (SELECT album_id FROM removed);
  IF TG_OP = 'UPDATE' THEN
    INSERT INTO artist_plays (artist_id, plays)
    SELECT artist_id, sum(plays) FROM (
      SELECT unnest(artist_ids) AS artist_id, plays FROM added
      UNION ALL SELECT unnest(artist_ids), -plays FROM removed
    ) AS changes GROUP BY artist_id HAVING sum(plays) <> 0 ORDER BY artist_id
    ON CONFLICT (artist_id) DO UPDATE SET plays = artist_plays.plays + excluded.plays;
  ELSE
    INSERT INTO artist_plays (artist_id, plays)
    SELECT artist_id, -sum(plays) FROM (SELECT unnest(artist_ids) AS artist_id, plays FROM removed) AS changes
    GROUP BY artist_id HAVING sum(plays) <> 0 ORDER BY artist_id
    ON CONFLICT (artist_id) DO UPDATE SET plays = artist_plays.plays + excluded.plays;
  END IF;
  DELETE FROM artist_plays WHERE plays = 0 AND artist_id IN (SELECT unnest(artist_ids) FROM removed);
  RETURN NULL;
END
$$;

-- A song that is edited, moved, hidden, deleted or restored takes its plays along. Whoever changes its artists
-- writes the song afterwards.
CREATE FUNCTION move_song_plays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE song_plays SET album_id = place.album_id, artist_ids = coalesce(place.artist_ids, '{}')
  FROM changed LEFT JOIN LATERAL plays_count_at(changed.id) AS place ON true
  WHERE song_plays.song_id = changed.id
    AND (song_plays.album_id, song_plays.artist_ids)
      IS DISTINCT FROM (place.album_id, coalesce(place.artist_ids, '{}'));
  RETURN NULL;
END
$$;

CREATE TRIGGER move_plays_of_changed AFTER UPDATE ON songs
  REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION move_song_plays();

-- What was played before.
UPDATE song_plays SET album_id = place.album_id, artist_ids = place.artist_ids
FROM song_plays AS played CROSS JOIN LATERAL plays_count_at(played.song_id) AS place
WHERE song_plays.song_id = played.song_id;

INSERT INTO album_plays
SELECT album_id, sum(plays) FROM song_plays WHERE album_id IS NOT NULL AND plays > 0 GROUP BY album_id;
INSERT INTO artist_plays
SELECT artist_id, sum(plays) FROM song_plays, unnest(artist_ids) AS artist_id WHERE plays > 0 GROUP BY artist_id;

CREATE TRIGGER sum_changed_song_plays AFTER UPDATE ON song_plays
  REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION sum_song_plays();
CREATE TRIGGER sum_gone_song_plays AFTER DELETE ON song_plays
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION sum_song_plays();
