-- Mails kept by the outbox engine instead of being sent, newest read first.
CREATE TABLE outbox_mails (
  id text PRIMARY KEY,
  kind text NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  text_body text NOT NULL,
  html_body text NOT NULL,
  sent_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX outbox_mails_sent_at_idx ON outbox_mails (sent_at DESC, id DESC);

-- Browsers that an account has signed in from, by the SHA-256 of a cookie only they have.
CREATE TABLE auth_devices (
  user_id text NOT NULL REFERENCES auth_users ON DELETE CASCADE,
  device_hash bytea NOT NULL,
  first_seen_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (user_id, device_hash)
);
