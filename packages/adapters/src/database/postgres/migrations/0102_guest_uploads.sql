-- Uploads of visitors, by the link they came with, and the name they gave for themselves.
ALTER TABLE uploads
  ADD COLUMN share_id uuid,
  ADD COLUMN guest_name text;
ALTER TABLE media ADD COLUMN guest_name text;

CREATE INDEX uploads_of_share ON uploads (share_id) WHERE share_id IS NOT NULL;
