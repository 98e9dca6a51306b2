-- Who else may change a playlist. Few people share one, so that they are kept with it.

ALTER TABLE playlists
  ADD COLUMN member_ids text[] NOT NULL DEFAULT '{}',
  -- Odd while an invitation is open; every one that was ended raised it.
  ADD COLUMN invitation_round integer NOT NULL DEFAULT 0;

CREATE INDEX playlists_of_member ON playlists USING gin (member_ids);
