-- Plays of a history that was cleared, until the listener can no longer want them back.

CREATE TABLE cleared_plays (
  user_id text NOT NULL,
  id uuid NOT NULL,
  song_id uuid NOT NULL,
  played_at timestamptz NOT NULL,
  ms_played bigint NOT NULL,
  cleared_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, id)
);

CREATE INDEX cleared_plays_by_time ON cleared_plays (cleared_at);
CREATE INDEX cleared_plays_of_song ON cleared_plays (song_id);
