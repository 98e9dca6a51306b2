-- Every turn of a photo says which part of a video it shows: none.
UPDATE slideshows
SET spec = jsonb_set(spec, '{photos}', (
  SELECT jsonb_agg('{"clip": null}'::jsonb || photo ORDER BY turn)
  FROM jsonb_array_elements(spec -> 'photos') WITH ORDINALITY AS each (photo, turn)
))
WHERE jsonb_array_length(spec -> 'photos') > 0;
