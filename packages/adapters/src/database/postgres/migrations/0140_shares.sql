-- Links that open one thing to everyone who has them. Targets are kept by other modules, some of
-- them perhaps elsewhere: no foreign keys.

CREATE TABLE shares (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  owner_id text NOT NULL,
  kind text NOT NULL,
  target_id uuid NOT NULL,
  password_hash text,
  expires_at timestamptz,
  allow_guest_upload boolean NOT NULL,
  created_at timestamptz NOT NULL,
  visits integer NOT NULL DEFAULT 0,
  last_visited_at timestamptz,
  guesses integer NOT NULL DEFAULT 0,
  guesses_since timestamptz
);

CREATE INDEX shares_of_owner ON shares (owner_id, created_at, id);
CREATE INDEX shares_of_target ON shares (target_id, kind);
