-- Videos made from photos, and what was heard in the songs they are cut to.

CREATE TABLE slideshows (
  id uuid PRIMARY KEY,
  owner_id text NOT NULL,
  name text NOT NULL,
  preview boolean NOT NULL,
  spec jsonb NOT NULL,
  idempotency_key text,
  state text NOT NULL,
  round integer NOT NULL,
  run_id uuid,
  percent integer NOT NULL,
  remaining_ms bigint,
  failure jsonb,
  skipped jsonb NOT NULL,
  result jsonb,
  announced boolean NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  finished_at timestamptz
);

CREATE INDEX slideshows_of_owner ON slideshows (owner_id, preview, id);
CREATE UNIQUE INDEX one_slideshow_of_an_idempotency_key ON slideshows (owner_id, idempotency_key)
  WHERE idempotency_key IS NOT NULL;
CREATE INDEX unfinished_slideshows_by_update ON slideshows (updated_at)
  WHERE state IN ('queued', 'rendering');
CREATE INDEX slideshow_previews_by_age ON slideshows (created_at) WHERE preview;

CREATE TABLE song_beats (
  content_hash text PRIMARY KEY,
  beats jsonb NOT NULL
);
