-- Pictures that admins chose for artists.

ALTER TABLE artists ADD COLUMN picture_key text;
