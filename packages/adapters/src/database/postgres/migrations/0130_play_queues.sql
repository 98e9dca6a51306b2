-- What each listener is listening to. Songs are no foreign keys: what is gone is left out when shown.

CREATE TABLE play_queues (
  user_id text PRIMARY KEY,
  song_ids uuid[] NOT NULL,
  current_index integer,
  position_ms bigint NOT NULL,
  device_id text NOT NULL,
  device_name text NOT NULL,
  changed_at timestamptz NOT NULL
);
