-- Public keys of passkeys (WebAuthn Level 3). A credential id is unique by its nature.
CREATE TABLE auth_passkeys (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  credential_id text NOT NULL UNIQUE,
  public_key bytea NOT NULL,
  -- Host the passkey was made for: browsers offer it nowhere else.
  rp_id text NOT NULL,
  counter bigint NOT NULL,
  transports text[] NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz
);

CREATE INDEX auth_passkeys_user_id_idx ON auth_passkeys (user_id);
