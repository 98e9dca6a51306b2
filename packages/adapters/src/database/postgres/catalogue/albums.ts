import type { Album, AlbumStore, AlbumSummary, NewAlbum } from '@madrigal/core/catalog';
import { MadrigalError, wordsOfName } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { changeAlbum, deleteEmpty } from './album-edits.ts';
import { findAlbum } from './album-identity.ts';
import { listAlbums } from './album-lists.ts';
import { getAlbumLoudness } from './album-loudness.ts';
import { selectAlbums, toAlbum } from './album-rows.ts';
import { type Db, holdNames, identityHash, rememberWords, type Tx } from './identities.ts';
import { titleColumns } from './song-rows.ts';

export function createAlbumStore(db: Db): AlbumStore {
  return {
    ensureAlbum: (key, album) => ensureAlbum(db, key, album),
    getAlbum: (albumId) => getAlbum(db, albumId),
    getAlbums: (albumIds) => getAlbums(db, albumIds),
    getAlbumLoudness: (albumId) => getAlbumLoudness(db, albumId),
    listAlbums: (query, page) => listAlbums(db, query, page),
    changeAlbum: (albumId, change) => changeAlbum(db, albumId, change),
    deleteEmptyAlbums: (before, limit) => deleteEmpty(db, before, limit),
  };
}

async function ensureAlbum(db: Db, identityKey: string, album: NewAlbum): Promise<Album> {
  const hash = identityHash(identityKey);
  const known = await findAlbum(db, hash);
  if (known) return known;
  await db.transaction().execute(async (tx) => {
    await holdNames(tx, { artistIds: [album.artistId] });
    await insertAlbum(tx, hash, album);
    await rememberWords(tx, wordsOfName(album.title));
  });
  const created = await findAlbum(db, hash);
  if (created) return created;
  throw new MadrigalError('conflict', 'It was removed while it was being added. Try again.');
}

async function insertAlbum(tx: Tx, hash: Buffer, album: NewAlbum): Promise<void> {
  const { title, sort_title, search_name, title_words } = titleColumns(album.title);
  await sql`
    WITH identity AS (
      INSERT INTO album_identities VALUES (${hash}, ${album.id})
      ON CONFLICT DO NOTHING RETURNING album_id
    )
    INSERT INTO albums (id, title, artist_id, year, added_at, sort_title, search_name, title_words,
      sort_artist, sort_year, search_words)
    SELECT album_id, ${title}, artists.id, ${album.year}::integer, ${album.addedAt}::timestamptz,
      ${sort_title}, ${search_name}, ${title_words},
      key_of_album_by_artist(artists.sort_name, ${album.year}::integer, ${sort_title}),
      key_by_year(${album.year}::integer, ${sort_title}), ${title_words} || artists.search_words
    FROM identity JOIN artists ON artists.id = ${album.artistId}`.execute(tx);
}

async function getAlbum(db: Db, albumId: string): Promise<AlbumSummary> {
  const row = await selectAlbums(db).where('albums.id', '=', albumId).executeTakeFirst();
  return row ? toAlbum(row) : notFound();
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such album.');
}

async function getAlbums(db: Db, albumIds: readonly string[]): Promise<AlbumSummary[]> {
  const rows = await selectAlbums(db)
    .where('albums.id', '=', sql<string>`ANY (${albumIds}::uuid[])`)
    .execute();
  return rows.map(toAlbum);
}
