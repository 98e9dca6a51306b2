// Fills the empty library of the Madrigal that runs on a data folder: `--data-dir`, `--songs`, and with
// `--listener` as many plays of that account.
import { parseArgs } from 'node:util';
import { findRunningPostgres, openPostgres } from '@madrigal/adapters/database/postgres';
import { fillCatalogue } from './fill.ts';

const { values } = parseArgs({
  options: {
    'data-dir': { type: 'string', default: '' },
    songs: { type: 'string', default: '10000' },
    listener: { type: 'string' },
  },
});

const running = await findRunningPostgres(values['data-dir']);
if (!running) throw new Error('No Madrigal runs on this folder.');
const { pool, close } = openPostgres(running);
await fillCatalogue(pool, Number(values.songs));
if (values.listener) {
  await pool.query(
    `INSERT INTO plays (user_id, id, song_id, played_at, ms_played)
     SELECT $1, id, id, timestamptz '2025-01-01' + row_number() OVER (ORDER BY id) * interval '40 minutes', 200000
     FROM songs`,
    [values.listener],
  );
}
await close();
