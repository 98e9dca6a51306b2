-- What picks the songs of a smart playlist; null for one that people fill.

ALTER TABLE playlists ADD COLUMN rules jsonb;
