-- Photos and videos, and photo albums. Albums keep the places of items that wait in the trash.

CREATE TABLE media (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  kind text NOT NULL,
  format text NOT NULL,
  progress jsonb NOT NULL,
  state text NOT NULL GENERATED ALWAYS AS (progress ->> 'state') STORED,
  file_name text NOT NULL,
  title text NOT NULL,
  tags text[] NOT NULL,
  captured_at timestamptz NOT NULL,
  captured_offset_minutes integer,
  captured_source text NOT NULL,
  added_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  width integer,
  height integer,
  duration_ms bigint,
  animated boolean NOT NULL,
  orientation integer NOT NULL,
  placeholder text,
  perceptual_hash bit(64),
  focus jsonb,
  score double precision,
  location jsonb,
  camera jsonb,
  raw_key text NOT NULL,
  raw_size_bytes bigint NOT NULL,
  content_hash text,
  generation integer NOT NULL,
  renditions_of integer,
  renditions jsonb NOT NULL,
  -- The earliest expiry of `renditions`.
  renditions_expire_at timestamptz,
  visibility text NOT NULL,
  deleted_at timestamptz
);

CREATE INDEX media_timeline ON media (owner_id, captured_at, id) WHERE deleted_at IS NULL;
CREATE INDEX media_in_trash ON media (owner_id, captured_at, id) WHERE deleted_at IS NOT NULL;
CREATE INDEX media_by_trash_time ON media (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX media_unfinished ON media (updated_at) WHERE state IN ('received', 'processing');
CREATE INDEX media_by_expiry ON media (renditions_expire_at) WHERE renditions_expire_at IS NOT NULL;

-- Items that were removed for good, until their objects are gone.
CREATE TABLE media_remains (
  media_id uuid PRIMARY KEY,
  raw_key text NOT NULL,
  removed_at timestamptz NOT NULL
);

CREATE TABLE photo_albums (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  title text NOT NULL,
  sort_title text COLLATE "C" NOT NULL,
  description text NOT NULL,
  visibility text NOT NULL,
  -- Chosen by the owner; kept while the item is away.
  cover_media_id uuid,
  version integer NOT NULL,
  item_count integer NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);

CREATE INDEX photo_albums_by_update ON photo_albums (owner_id, updated_at, id);
CREATE INDEX photo_albums_by_title ON photo_albums (owner_id, sort_title, id);

CREATE TABLE photo_album_items (
  album_id uuid NOT NULL REFERENCES photo_albums ON DELETE CASCADE,
  media_id uuid NOT NULL,
  position text COLLATE "C" NOT NULL,
  added_at timestamptz NOT NULL,
  PRIMARY KEY (album_id, media_id)
);

CREATE INDEX photo_album_items_in_order ON photo_album_items (album_id, position, media_id);
CREATE INDEX photo_album_items_of_media ON photo_album_items (media_id);
