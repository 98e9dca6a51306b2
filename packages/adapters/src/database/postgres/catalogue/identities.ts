import { createHash } from 'node:crypto';
import { MadrigalError } from '@madrigal/core/shared';
import { type Kysely, sql, type Transaction, type Updateable } from 'kysely';
import type { SongTable, Tables } from '../tables.ts';

export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Short form of an identity key, which may be longer than an index entry can be. */
export function identityHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/**
 * Makes words known to the search for typos. In their order, so that two transactions never wait
 * for each other.
 */
export async function rememberWords(db: Db, words: readonly string[]): Promise<void> {
  if (words.length === 0) return;
  await sql`
    INSERT INTO search_words SELECT word FROM unnest(${words}::text[]) AS word ORDER BY word
    ON CONFLICT DO NOTHING`.execute(db);
}

/**
 * Keeps artists and albums from being renamed or deleted until the transaction ends, since songs
 * repeat their names. Always in this order: artists, albums, songs.
 * @throws MadrigalError `conflict` when one does not exist
 */
export async function holdNames(
  tx: Tx,
  names: { artistIds?: readonly string[] | undefined; albumId?: string | undefined },
): Promise<void> {
  const { artistIds = [], albumId } = names;
  if (artistIds.length > 0) {
    const wanted = [...new Set(artistIds)];
    const held = tx.selectFrom('artists').select('id').where('id', 'in', wanted).orderBy('id');
    if ((await held.forKeyShare().execute()).length < wanted.length) missing();
  }
  if (albumId !== undefined) {
    const held = tx.selectFrom('albums').select('id').where('id', '=', albumId);
    if (!(await held.forKeyShare().executeTakeFirst())) missing();
  }
}

function missing(): never {
  throw new MadrigalError('conflict', 'The artist or album was removed meanwhile. Try again.');
}

/** Brings up to date what songs repeat of their album and artists. */
export function refreshSongs(tx: Tx, songIds: readonly string[]): Promise<void> {
  return writeSongs(tx, songIds, {});
}

type OwnColumns = Partial<Updateable<SongTable>>;

/** Sets columns of songs, and with them what the songs repeat of their album and artists. */
export async function writeSongs(
  tx: Tx,
  songIds: readonly string[],
  columns: OwnColumns,
): Promise<void> {
  const own = (name: keyof OwnColumns) =>
    name in columns ? sql`${columns[name]}` : sql.ref(`song.${name}`);
  const assignments = Object.entries(columns).map(
    ([name, value]) => sql`${sql.ref(name)} = ${value}, `,
  );
  await sql`
    UPDATE songs SET ${sql.join(assignments, sql``)}
      sort_year = key_by_year(${own('year')}::integer, ${own('sort_title')}::text),
      sort_album = repeated.by_album,
      sort_artist = repeated.by_artist,
      search_words = repeated.words
    FROM songs AS song
      CROSS JOIN LATERAL (
        SELECT array_agg(artist_id ORDER BY position) AS artist_ids
        FROM song_artists WHERE song_id = song.id
      ) AS linked
      CROSS JOIN LATERAL repeated_in_song(
        ${own('title_words')}, ${own('sort_title')}::text, ${own('album_id')}::uuid,
        ${own('disc_number')}::integer, ${own('track_number')}::integer, linked.artist_ids
      ) AS repeated
    WHERE song.id = songs.id AND songs.id = ANY (${songIds}::uuid[])`.execute(tx);
}

/** Locks songs in the order of their ids, so that two edits never wait for each other. */
export async function lockSongs(tx: Tx, songIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('songs')
    .select('id')
    .where('id', '=', sql<string>`ANY (${songIds}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.id);
}
