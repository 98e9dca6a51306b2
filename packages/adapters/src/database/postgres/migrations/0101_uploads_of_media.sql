-- An upload may become a photo or video, may come from somebody who may not add songs, and may be
-- meant for a photo album.
ALTER TABLE uploads RENAME COLUMN song_id TO item_id;
ALTER TABLE uploads
  ADD COLUMN may_add_songs boolean NOT NULL DEFAULT true,
  ADD COLUMN modified_at timestamptz,
  ADD COLUMN photo_album_id uuid;
