-- Limits that admins gave single people in place of the instance's; null bytes are no limit.
CREATE TABLE storage_limits (
  user_id text PRIMARY KEY,
  limit_bytes bigint CHECK (limit_bytes >= 0)
);

-- What somebody stores is added up whenever they begin an upload: from these alone.
CREATE INDEX media_sizes ON media (owner_id) INCLUDE (raw_size_bytes);
CREATE INDEX upload_sizes ON uploads (owner_id) INCLUDE (size_bytes, item_id)
  WHERE state IN ('created', 'uploading', 'completed')
    AND processing_state IN ('none', 'queued', 'running', 'failed');
