-- Numbers that accounts can be signed in to with a code by SMS, each verified before it is kept.
ALTER TABLE auth_users ADD COLUMN phone_number text UNIQUE;

-- Codes on their way; kept for numbers nobody has as well, so that both take the same work.
CREATE TABLE auth_phone_codes (
  id uuid PRIMARY KEY,
  phone_number text NOT NULL,
  -- Who adds the number; null for a sign-in.
  user_id text REFERENCES auth_users ON DELETE CASCADE,
  code_hash bytea NOT NULL,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL
);

CREATE INDEX auth_phone_codes_number_idx ON auth_phone_codes (phone_number, created_at);
CREATE INDEX auth_phone_codes_user_id_idx ON auth_phone_codes (user_id);

-- Texts kept by the outbox engine instead of being sent, newest read first.
CREATE TABLE outbox_texts (
  id text PRIMARY KEY,
  recipient text NOT NULL,
  text_body text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX outbox_texts_sent_at_idx ON outbox_texts (sent_at DESC, id DESC);
