-- Songs are found by their MusicBrainz recording where playlist files name it.

CREATE INDEX songs_by_recording ON songs (lower(mb_recording_id), id)
  WHERE mb_recording_id IS NOT NULL;
