import type { FigureSource, InstanceFigures } from '@madrigal/core/operations';
import type pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';

/** Counts of this database; accounts may be in another one. */
export function createFigureSource(
  pool: pg.Pool,
  countAccounts: () => Promise<number>,
): FigureSource {
  return {
    read: () =>
      translated(async () => {
        const [figures, users] = await Promise.all([read(pool), countAccounts()]);
        return { ...figures, users };
      }),
  };
}

async function read(pool: pg.Pool): Promise<Omit<InstanceFigures, 'users'>> {
  const { rows } = await pool.query<Omit<InstanceFigures, 'users'>>(`
    SELECT
      (SELECT count(*) FROM songs WHERE deleted_at IS NULL) AS songs,
      (SELECT count(*) FROM albums) AS albums,
      (SELECT count(*) FROM artists) AS artists,
      (SELECT coalesce(sum(original_size_bytes), 0) FROM songs)::bigint
        + (SELECT coalesce(sum((rendition.value ->> 'sizeBytes')::bigint), 0)
           FROM songs, jsonb_each(renditions) AS rendition WHERE renditions <> '{}')::bigint
        AS "libraryBytes"`);
  const [figures] = rows;
  if (!figures) throw new Error('A row was expected.');
  return figures;
}
