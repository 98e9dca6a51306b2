import type { Table } from '../client.ts';
import type { Key } from '../items.ts';
import { inParallel } from '../parallel.ts';
import { getItem, itemsBehind } from '../read.ts';
import { changeRecord } from '../records.ts';
import { writeLoosely } from '../write.ts';
import { ARTISTS, ROWS_PER_QUERY } from './keys.ts';
import { artistKind } from './kinds.ts';

/** Says that it was done. */
const PLACED: Key = { pk: 'upkeep', sk: 'artists-by-added' };

/** Puts artists into the order by `added` that were there before it, once. It may be done twice. */
export async function placeArtists(table: Table): Promise<void> {
  if (await getItem(table, PLACED)) return;
  const range = { index: 'title', partition: ARTISTS };
  const items = await itemsBehind(table, range, ROWS_PER_QUERY);
  const missing = items.filter((item) => item.addedPk === undefined).map(artistKind.fromItem);
  await inParallel(missing, ({ id }) =>
    changeRecord(table, artistKind, id, (artist) => artist && { next: artist, result: true }),
  );
  await writeLoosely(table, [{ put: { ...PLACED } }]);
}
