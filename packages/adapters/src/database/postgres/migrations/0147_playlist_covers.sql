-- Pictures that people chose for their playlists.

ALTER TABLE playlists ADD COLUMN cover_key text;
