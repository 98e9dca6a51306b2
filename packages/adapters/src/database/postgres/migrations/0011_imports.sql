-- Imports of folders, and what is remembered of every file, so that only new and changed ones are read.

CREATE TABLE imports (
  id uuid PRIMARY KEY,
  folder text NOT NULL,
  -- SHA-256: a path may be longer than an index entry can be.
  folder_hash bytea NOT NULL,
  requested_by text NOT NULL,
  state text NOT NULL,
  progress jsonb NOT NULL,
  failure text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  finished_at timestamptz
);

CREATE UNIQUE INDEX one_active_import_of_a_folder ON imports (folder_hash)
  WHERE state IN ('queued', 'running');
CREATE INDEX active_imports_by_update ON imports (updated_at) WHERE state IN ('queued', 'running');

CREATE TABLE import_problems (
  import_id uuid NOT NULL REFERENCES imports ON DELETE CASCADE,
  path_hash bytea NOT NULL,
  path text NOT NULL,
  -- The beginning of the path, as long as an index entry allows.
  sort_path text COLLATE "C" NOT NULL GENERATED ALWAYS AS (left(path, 300)) STORED,
  kind text NOT NULL,
  reason text NOT NULL,
  PRIMARY KEY (import_id, path_hash)
);

CREATE INDEX problems_by_path ON import_problems (import_id, sort_path, path_hash);

CREATE TABLE imported_files (
  folder_hash bytea NOT NULL,
  path_hash bytea NOT NULL,
  folder text NOT NULL,
  path text NOT NULL,
  album_hash bytea NOT NULL,
  album_path text NOT NULL,
  signature text NOT NULL,
  song_id uuid NOT NULL,
  tags jsonb,
  outcome jsonb,
  -- Not a reference: what is remembered of a file outlives the import that saw it.
  import_id uuid NOT NULL,
  result text,
  left_over jsonb NOT NULL,
  PRIMARY KEY (folder_hash, path_hash)
);

CREATE INDEX imported_files_of_album ON imported_files (folder_hash, album_hash);
CREATE INDEX imported_files_of_song ON imported_files (song_id);
