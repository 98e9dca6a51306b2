-- Events for open pages, remembered for a while so that a listener can resume.
CREATE TABLE events (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  -- The one user it is for; null for everyone.
  user_id text,
  body jsonb NOT NULL,
  published_at timestamptz NOT NULL DEFAULT now()
);

-- Publishes one event. The lock makes ids appear in their order: whoever has seen one has seen all
-- smaller ones, which is what resuming by id rests on.
CREATE FUNCTION publish_event(for_user text, event jsonb, remembered bigint) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  new_id bigint;
BEGIN
  PERFORM pg_advisory_xact_lock(7236145);
  INSERT INTO events (user_id, body) VALUES (for_user, event) RETURNING id INTO new_id;
  DELETE FROM events WHERE id <= new_id - remembered;
  PERFORM pg_notify('madrigal_events', new_id::text);
END
$$;
