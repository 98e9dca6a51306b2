-- Who did what: acts of admins and at sign-in. Rows are written once and forgotten after a while.
CREATE TABLE audit_entries (
  id uuid PRIMARY KEY,
  at timestamptz NOT NULL,
  action text NOT NULL,
  user_id text,
  targets jsonb NOT NULL,
  outcome text NOT NULL,
  client_ip text NOT NULL,
  request_id text NOT NULL
);

CREATE INDEX audit_entries_by_time ON audit_entries (at, id);
