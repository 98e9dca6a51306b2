-- The language that somebody is written to in; null where they never said.
ALTER TABLE auth_users ADD COLUMN language text;
