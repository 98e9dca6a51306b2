-- Stars, bookmarks, and what players are playing. What they are about is no foreign key: they keep
-- their place while a song waits in the trash.

CREATE TABLE stars (
  user_id text NOT NULL,
  kind text NOT NULL,
  target_id uuid NOT NULL,
  stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
  PRIMARY KEY (user_id, kind, target_id)
);
CREATE INDEX stars_of_target ON stars (target_id);

CREATE TABLE bookmarks (
  user_id text NOT NULL,
  song_id uuid NOT NULL,
  position_ms bigint NOT NULL,
  comment text NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, song_id)
);

CREATE TABLE playing (
  user_id text NOT NULL,
  player text NOT NULL,
  song_id uuid NOT NULL,
  since timestamptz NOT NULL,
  PRIMARY KEY (user_id, player)
);
CREATE INDEX bookmarks_of_song ON bookmarks (song_id);
CREATE INDEX playing_of_song ON playing (song_id);
CREATE INDEX playing_since ON playing (since);

-- A listener's plays of some songs, without reading all they ever played.
CREATE INDEX plays_of_song_by_listener ON plays (user_id, song_id, played_at);
