-- Mails and texts that went out by engines which would send them again.
CREATE TABLE sent_messages (
  id text PRIMARY KEY,
  sent_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX sent_messages_sent_at ON sent_messages (sent_at);
