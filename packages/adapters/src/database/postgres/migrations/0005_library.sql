-- What listeners keep: playlists, favourites and the history of plays. Nothing here refers to songs
-- by a foreign key: a library keeps its places while a song waits in the trash.

CREATE TABLE playlists (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  sort_name text COLLATE "C" NOT NULL,
  search_name text COLLATE "C" NOT NULL,
  search_words tsvector NOT NULL,
  description text NOT NULL,
  visibility text NOT NULL,
  version integer NOT NULL,
  item_count integer NOT NULL,
  duration_ms bigint NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE INDEX playlists_by_update ON playlists (owner_id, updated_at, id);
CREATE INDEX playlists_by_name ON playlists (owner_id, sort_name, id);

CREATE TABLE playlist_items (
  playlist_id uuid NOT NULL REFERENCES playlists ON DELETE CASCADE,
  id uuid NOT NULL,
  -- A text between those of its neighbours, so that a move writes one row.
  position text COLLATE "C" NOT NULL,
  song_id uuid NOT NULL,
  duration_ms bigint NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (playlist_id, id)
);

CREATE INDEX playlist_items_in_order ON playlist_items (playlist_id, position, id);
CREATE INDEX playlist_items_of_song ON playlist_items (song_id);

CREATE TABLE favourites (
  user_id text NOT NULL,
  kind text NOT NULL,
  target_id uuid NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (user_id, kind, target_id)
);

CREATE INDEX favourites_by_time ON favourites (user_id, kind, added_at, target_id);
CREATE INDEX favourites_of_target ON favourites (target_id);

CREATE TABLE plays (
  user_id text NOT NULL,
  id uuid NOT NULL,
  song_id uuid NOT NULL,
  played_at timestamptz NOT NULL,
  ms_played bigint NOT NULL,
  PRIMARY KEY (user_id, id)
);

CREATE INDEX plays_by_time ON plays (user_id, played_at, id) INCLUDE (song_id, ms_played);
CREATE INDEX plays_of_song ON plays (song_id);
