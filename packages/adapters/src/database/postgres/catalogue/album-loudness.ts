import type { Loudness } from '@madrigal/core/catalog';
import { sql } from 'kysely';
import type { Db } from './identities.ts';

/** `loudnessTogether` as one small sum: albums can be as large as people's tags make them. */
export async function getAlbumLoudness(db: Db, albumId: string): Promise<Loudness> {
  const { rows } = await sql<Loudness>`
    SELECT
      10 * log(sum(duration_ms * power(10::double precision, integrated_lufs / 10))
        / sum(duration_ms)::double precision) AS "integratedLufs",
      max(coalesce(true_peak_dbtp, 0)) AS "truePeakDbtp"
    FROM songs
    WHERE album_id = ${albumId} AND state = 'published'
      AND integrated_lufs IS NOT NULL AND duration_ms > 0`.execute(db);
  return rows[0] ?? { integratedLufs: null, truePeakDbtp: null };
}
