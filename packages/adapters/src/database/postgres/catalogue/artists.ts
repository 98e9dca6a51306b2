import type { Artist, ArtistStore, ArtistSummary } from '@madrigal/core/catalog';
import {
  type BlobKey,
  MadrigalError,
  searchName,
  titleSortKey,
  wordsOfName,
} from '@madrigal/core/shared';
import { type RawBuilder, sql } from 'kysely';
import { listArtists } from './artist-lists.ts';
import { selectArtists, toArtist } from './artist-rows.ts';
import {
  type Db,
  identityHash,
  lockSongs,
  refreshSongs,
  rememberWords,
  type Tx,
} from './identities.ts';
import { asWords } from './song-rows.ts';

export function createArtistStore(db: Db): ArtistStore {
  return {
    ensureArtist: (key, artist) => ensureArtist(db, key, artist),
    getArtist: (artistId) => getArtist(db, artistId),
    getArtists: (artistIds) => getArtists(db, artistIds),
    listArtists: (query, page) => listArtists(db, query, page),
    renameArtist: (artistId, change) => renameArtist(db, artistId, change),
    setArtistPicture: (artistId, picture) => setPicture(db, artistId, picture),
    redirectArtist: (fromId, toId) => redirectArtist(db, fromId, toId),
    deleteArtist: (artistId) => deleteArtist(db, artistId),
    deleteUnusedArtists: (before, limit) => deleteUnused(db, before, limit),
  };
}

async function ensureArtist(db: Db, identityKey: string, artist: Artist): Promise<Artist> {
  const hash = identityHash(identityKey);
  const known = await findByIdentity(db, hash);
  if (known) return known;
  await rememberWords(db, wordsOfName(artist.name));
  await db
    .with('identity', (query) =>
      query
        .insertInto('artist_identities')
        .values({ identity_hash: hash, artist_id: artist.id })
        .onConflict((conflict) => conflict.doNothing())
        .returning('artist_id'),
    )
    .insertInto('artists')
    .columns(['id', 'name', 'sort_name', 'search_name', 'search_words'])
    .expression((expression) => {
      const { name, sort_name, search_name, search_words } = nameColumns(artist.name);
      return expression
        .selectFrom('identity')
        .select([
          'identity.artist_id as id',
          sql<string>`${name}`.as('name'),
          sql<string>`${sort_name}`.as('sort_name'),
          sql<string>`${search_name}`.as('search_name'),
          search_words.as('search_words'),
        ]);
    })
    .execute();
  const created = await findByIdentity(db, hash);
  if (created) return created;
  throw new MadrigalError('conflict', 'It was removed while it was being added. Try again.');
}

function findByIdentity(db: Db, hash: Buffer): Promise<Artist | undefined> {
  return db
    .selectFrom('artist_identities')
    .innerJoin('artists', 'artists.id', 'artist_identities.artist_id')
    .select(['artists.id', 'artists.name'])
    .where('artist_identities.identity_hash', '=', hash)
    .executeTakeFirst();
}

function nameColumns(name: string) {
  return {
    name,
    sort_name: titleSortKey(name),
    search_name: searchName(name),
    search_words: asWords(wordsOfName(name)),
  };
}

async function getArtist(db: Db, artistId: string): Promise<ArtistSummary> {
  const row = await selectArtists(db).where('artists.id', '=', artistId).executeTakeFirst();
  return row ? toArtist(row) : notFound();
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such artist.');
}

async function getArtists(db: Db, artistIds: readonly string[]): Promise<ArtistSummary[]> {
  const rows = await selectArtists(db)
    .where('artists.id', '=', sql<string>`ANY (${artistIds}::uuid[])`)
    .execute();
  return rows.map(toArtist);
}

function renameArtist(
  db: Db,
  artistId: string,
  change: { name: string; identityKey: string },
): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await lockArtist(tx, artistId);
    await claimIdentity(tx, artistId, identityHash(change.identityKey));
    await tx
      .updateTable('artists')
      .set(nameColumns(change.name))
      .where('id', '=', artistId)
      .execute();
    await refreshAlbumsOf(tx, artistId);
    const songs = await tx
      .selectFrom('song_artists')
      .select('song_id')
      .distinct()
      .where('artist_id', '=', artistId)
      .execute();
    await refreshSongs(
      tx,
      await lockSongs(
        tx,
        songs.map((song) => song.song_id),
      ),
    );
    await rememberWords(tx, wordsOfName(change.name));
  });
}

async function lockArtist(tx: Tx, artistId: string): Promise<void> {
  const artist = tx.selectFrom('artists').select('id').where('id', '=', artistId).forUpdate();
  await artist.executeTakeFirstOrThrow(
    () => new MadrigalError('not_found', 'There is no such artist.'),
  );
}

async function claimIdentity(tx: Tx, artistId: string, hash: Buffer): Promise<void> {
  await tx
    .insertInto('artist_identities')
    .values({ identity_hash: hash, artist_id: artistId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const holder = await findByIdentity(tx, hash);
  if (holder?.id === artistId) return;
  throw new MadrigalError('conflict', 'There is another artist of this name. Merge the two.');
}

async function refreshAlbumsOf(tx: Tx, artistId: string): Promise<void> {
  await sql`
    UPDATE albums SET
      sort_artist = key_of_album_by_artist(artists.sort_name, year, sort_title),
      search_words = title_words || artists.search_words
    FROM artists
    WHERE artists.id = albums.artist_id AND artists.id = ${artistId}`.execute(tx);
}

function redirectArtist(db: Db, fromId: string, toId: string): Promise<void> {
  return db.transaction().execute(async (tx) => {
    await lockArtist(tx, toId);
    await tx
      .updateTable('artist_identities')
      .set({ artist_id: toId })
      .where('artist_id', '=', fromId)
      .execute();
  });
}

async function setPicture(
  db: Db,
  artistId: string,
  picture: BlobKey | null,
): Promise<BlobKey | null> {
  const { rows } = await sql<{ former: BlobKey | null }>`
    WITH before AS (SELECT id, picture_key FROM artists WHERE id = ${artistId} FOR UPDATE)
    UPDATE artists SET picture_key = ${picture} FROM before WHERE artists.id = before.id
    RETURNING before.picture_key AS former`.execute(db);
  return rows[0] ? rows[0].former : notFound();
}

/** One statement, so that a picture belongs to an artist or to the remains. */
async function deleteArtists(db: Db, chosen: RawBuilder<unknown>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    WITH gone AS (
      DELETE FROM artists WHERE id IN (${chosen}) RETURNING id, picture_key
    ), remains AS (
      INSERT INTO song_remains (song_id, keys)
      SELECT id, ARRAY[picture_key] FROM gone
      WHERE picture_key IS NOT NULL AND NOT EXISTS (
        SELECT FROM artists AS other
        WHERE other.picture_key = gone.picture_key AND other.id NOT IN (SELECT id FROM gone))
    )
    SELECT count(*) AS count FROM gone`.execute(db);
  return Number(rows[0]?.count ?? 0);
}

async function deleteArtist(db: Db, artistId: string): Promise<void> {
  await deleteArtists(db, sql`${artistId}`);
}

function deleteUnused(db: Db, before: Date, limit: number): Promise<number> {
  // Ids begin with the moment they were made (UUIDv7).
  const oldest = `${before.getTime().toString(16).padStart(12, '0')}${'0'.repeat(20)}`;
  return deleteArtists(
    db,
    sql`SELECT id FROM artists
      WHERE id < ${oldest}::uuid
        AND NOT EXISTS (SELECT FROM song_artists WHERE artist_id = artists.id)
        AND NOT EXISTS (SELECT FROM albums WHERE artist_id = artists.id)
      LIMIT ${limit}`,
  );
}
