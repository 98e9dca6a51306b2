-- How often each song was played by anybody, kept by triggers, in a table of its own: songs have many indexes,
-- all of which every play would write.

CREATE TABLE song_plays (
  song_id uuid PRIMARY KEY REFERENCES songs ON DELETE CASCADE,
  plays bigint NOT NULL
);
CREATE INDEX song_plays_by_count ON song_plays (plays, song_id) WHERE plays > 0;

INSERT INTO song_plays (song_id, plays)
SELECT song_id, count(*) FROM plays JOIN songs ON songs.id = song_id GROUP BY song_id;

CREATE FUNCTION count_song_plays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- In the order of ids, so that two transactions never wait for each other.
  IF TG_OP = 'INSERT' THEN
    INSERT INTO song_plays (song_id, plays)
    SELECT song_id, count(*) FROM added JOIN songs ON songs.id = song_id GROUP BY song_id ORDER BY song_id
    ON CONFLICT (song_id) DO UPDATE SET plays = song_plays.plays + excluded.plays;
  ELSE
    INSERT INTO song_plays (song_id, plays)
    SELECT song_id, -count(*) FROM removed JOIN songs ON songs.id = song_id GROUP BY song_id ORDER BY song_id
    ON CONFLICT (song_id) DO UPDATE SET plays = song_plays.plays + excluded.plays;
  END IF;
  RETURN NULL;
END
$$;

CREATE TRIGGER count_new_plays AFTER INSERT ON plays
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_song_plays();
CREATE TRIGGER count_gone_plays AFTER DELETE ON plays
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_song_plays();
