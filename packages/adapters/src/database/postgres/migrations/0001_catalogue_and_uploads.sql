-- Catalogue and uploads. Texts have no length limit: what may be long and must be unique or
-- ordered has a short form beside it, because an index entry holds about 2.7 kB at most.

CREATE TABLE artists (
  id uuid PRIMARY KEY,
  identity_hash bytea NOT NULL UNIQUE,
  name text NOT NULL
);

CREATE TABLE albums (
  id uuid PRIMARY KEY,
  identity_hash bytea NOT NULL UNIQUE,
  title text NOT NULL,
  artist_name text NOT NULL
);

CREATE TABLE songs (
  id uuid PRIMARY KEY,
  title text NOT NULL,
  sort_title text COLLATE "C" NOT NULL,
  album_id uuid NOT NULL REFERENCES albums,
  track_number integer,
  disc_number integer,
  year integer,
  genres text[] NOT NULL,
  lyrics text,
  mb_recording_id text,
  mb_release_id text,
  mb_artist_ids text[] NOT NULL,
  duration_ms bigint NOT NULL,
  codec text NOT NULL,
  lossless boolean NOT NULL,
  bitrate_kbps integer NOT NULL,
  sample_rate_hz integer NOT NULL,
  channels integer NOT NULL,
  integrated_lufs double precision,
  true_peak_dbtp double precision,
  content_hash text NOT NULL UNIQUE,
  original_key text NOT NULL,
  original_size_bytes bigint NOT NULL,
  original_mime_type text NOT NULL,
  renditions jsonb NOT NULL,
  default_format text NOT NULL,
  cover_key text,
  waveform_key text NOT NULL,
  added_by text NOT NULL,
  added_at timestamptz NOT NULL
);

CREATE INDEX songs_by_added ON songs (added_at, id);
CREATE INDEX songs_by_title ON songs (sort_title, id);
CREATE INDEX songs_of_album ON songs (album_id);

CREATE TABLE song_artists (
  song_id uuid NOT NULL REFERENCES songs ON DELETE CASCADE,
  position integer NOT NULL,
  artist_id uuid NOT NULL REFERENCES artists,
  PRIMARY KEY (song_id, position)
);

CREATE INDEX songs_of_artist ON song_artists (artist_id, song_id);

CREATE TABLE uploads (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  file_name text NOT NULL,
  size_bytes bigint NOT NULL,
  fingerprint text,
  state text NOT NULL,
  raw_key text NOT NULL,
  multipart_id text,
  part_size_bytes bigint,
  part_count integer,
  song_id uuid NOT NULL,
  processing jsonb NOT NULL,
  processing_state text NOT NULL GENERATED ALWAYS AS (processing ->> 'state') STORED,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

CREATE INDEX uploads_of_owner ON uploads (owner_id, id);
CREATE INDEX uploads_unfinished ON uploads (expires_at) WHERE state IN ('created', 'uploading');
CREATE INDEX uploads_in_processing ON uploads (updated_at)
  WHERE state = 'completed' AND processing_state IN ('queued', 'running');
