import { createHash } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { sql } from 'kysely';
import type { Tables } from '../tables.ts';

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
 */
export async function holdNames(
  tx: Tx,
  names: { artistIds?: readonly string[] | undefined; albumId?: string | undefined },
): Promise<void> {
  const { artistIds = [], albumId } = names;
  if (artistIds.length > 0) {
    const held = tx.selectFrom('artists').select('id').where('id', 'in', artistIds).orderBy('id');
    await held.forKeyShare().execute();
  }
  if (albumId !== undefined) {
    await tx.selectFrom('albums').select('id').where('id', '=', albumId).forKeyShare().execute();
  }
}

/** Brings up to date what songs repeat of their album and artists. */
export async function refreshSongs(tx: Tx, songIds: readonly string[]): Promise<void> {
  await sql`
    UPDATE songs SET
      sort_year = key_by_year(songs.year, songs.sort_title),
      sort_album = repeated.by_album,
      sort_artist = repeated.by_artist,
      search_words = repeated.words
    FROM songs AS song
      CROSS JOIN LATERAL (
        SELECT array_agg(artist_id ORDER BY position) AS artist_ids
        FROM song_artists WHERE song_id = song.id
      ) AS linked
      CROSS JOIN LATERAL repeated_in_song(
        song.title_words, song.sort_title, song.album_id, song.disc_number, song.track_number,
        linked.artist_ids
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
