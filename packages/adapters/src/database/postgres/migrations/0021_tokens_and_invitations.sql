-- Second steps of sign-in: the table of Better Auth's two-factor plugin under a name of our own.
ALTER TABLE auth_users ADD COLUMN two_factor_enabled boolean;

CREATE TABLE auth_two_factors (
  id text PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  -- Both encrypted with the instance's secret.
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean,
  failed_verification_count integer,
  locked_until timestamptz
);

CREATE INDEX auth_two_factors_user_id_idx ON auth_two_factors (user_id);
CREATE INDEX auth_two_factors_secret_idx ON auth_two_factors (secret);

-- Tokens of programs, by the SHA-256 of their secret.
CREATE TABLE api_tokens (
  id uuid PRIMARY KEY,
  user_id text NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  secret_hash bytea NOT NULL UNIQUE,
  name text NOT NULL,
  scope text NOT NULL CHECK (scope IN ('read', 'write', 'admin')),
  created_at timestamptz NOT NULL,
  expires_at timestamptz,
  last_used_at timestamptz
);

CREATE INDEX api_tokens_user_id_idx ON api_tokens (user_id);

CREATE TABLE invitations (
  id uuid PRIMARY KEY,
  token_hash bytea NOT NULL UNIQUE,
  email text,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
