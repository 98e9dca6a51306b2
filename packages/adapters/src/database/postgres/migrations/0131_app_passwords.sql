-- Passwords of music apps: sealed by a key of the instance, because apps prove theirs by a salted
-- hash, and by the SHA-256 of it, for those that send it whole.

CREATE TABLE app_passwords (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  name text NOT NULL,
  sealed bytea NOT NULL,
  secret_hash bytea NOT NULL UNIQUE,
  created_at timestamptz NOT NULL,
  last_used_at timestamptz
);

CREATE INDEX app_passwords_user_id_idx ON app_passwords (user_id);
