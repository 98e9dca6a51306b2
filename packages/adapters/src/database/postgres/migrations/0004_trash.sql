-- Songs that were removed for good, until their objects and places are cleared away.
CREATE TABLE song_remains (
  song_id uuid PRIMARY KEY,
  keys text[] NOT NULL
);
