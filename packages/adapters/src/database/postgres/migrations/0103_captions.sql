-- What people write below a photo or video.
ALTER TABLE media ADD COLUMN caption text NOT NULL DEFAULT '';
