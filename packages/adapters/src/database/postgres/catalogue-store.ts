import { createHash } from 'node:crypto';
import type { RenditionFormat, SongOrder } from '@madrigal/contract';
import type {
  Album,
  Artist,
  AudioFile,
  CatalogueStore,
  Song,
  SongRecord,
} from '@madrigal/core/catalog';
import {
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  titleSortKey,
} from '@madrigal/core/shared';
import { type Kysely, type SelectQueryBuilder, sql } from 'kysely';
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres';
import { translated } from '../../shared/postgres-errors.ts';
import { idOf, pageOfRows, textOf, timeOf } from './positions.ts';
import { fromSong, type SongRow, toSong } from './song-rows.ts';
import type { Tables } from './tables.ts';

type Db = Kysely<Tables>;

/** The catalogue in PostgreSQL. */
export function createCatalogueStore(db: Db): CatalogueStore {
  return {
    ensureArtist: (key, artist) => translated(() => ensureArtist(db, key, artist)),
    ensureAlbum: (key, album) => translated(() => ensureAlbum(db, key, album)),
    addSong: (song) => translated(() => addSong(db, song)),
    getSong: (songId) => translated(() => getSong(db, songId)),
    findSongByContentHash: (hash) => translated(() => findByContentHash(db, hash)),
    listSongs: (order, page) => translated(() => listSongs(db, order, page)),
    putRendition: (songId, format, file) =>
      translated(() => putRendition(db, songId, format, file)),
  };
}

function identityHash(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

async function ensureArtist(db: Db, identityKey: string, artist: Artist): Promise<Artist> {
  const hash = identityHash(identityKey);
  const find = () =>
    db
      .selectFrom('artists')
      .select(['id', 'name'])
      .where('identity_hash', '=', hash)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  await db
    .insertInto('artists')
    .values({ id: artist.id, identity_hash: hash, name: artist.name })
    .onConflict((conflict) => conflict.column('identity_hash').doNothing())
    .execute();
  return (await find()) ?? gone();
}

async function ensureAlbum(db: Db, identityKey: string, album: Album): Promise<Album> {
  const hash = identityHash(identityKey);
  const find = () =>
    db
      .selectFrom('albums')
      .select(['id', 'title', 'artist_name as artistName'])
      .where('identity_hash', '=', hash)
      .executeTakeFirst();
  const known = await find();
  if (known) return known;
  const { id, title, artistName } = album;
  await db
    .insertInto('albums')
    .values({ id, identity_hash: hash, title, artist_name: artistName })
    .onConflict((conflict) => conflict.column('identity_hash').doNothing())
    .execute();
  return (await find()) ?? gone();
}

function gone(): never {
  throw new MadrigalError('conflict', 'It was removed while it was being added. Try again.');
}

/** One statement, so that a song is never seen without its artists. */
async function addSong(db: Db, song: SongRecord): Promise<{ song: Song; created: boolean }> {
  const inserted = await db
    .with('song', (query) =>
      query
        .insertInto('songs')
        .values(fromSong(song))
        .onConflict((conflict) => conflict.doNothing())
        .returning('id'),
    )
    .with('links', (query) =>
      query
        .insertInto('song_artists')
        .columns(['song_id', 'position', 'artist_id'])
        .expression((expression) =>
          expression
            .selectFrom('song')
            .crossJoin(artistPositions(song.artistIds))
            .select(['song.id', 'artist.position', 'artist.id as artist_id']),
        )
        .returning('song_id'),
    )
    .selectFrom('song')
    .select('song.id')
    .executeTakeFirst();
  if (inserted) return { song: await getSong(db, song.id), created: true };
  const existing =
    (await findByContentHash(db, song.contentHash)) ??
    (await selectSongs(db).where('songs.id', '=', song.id).executeTakeFirst().then(optionalSong));
  return { song: existing ?? gone(), created: false };
}

function artistPositions(artistIds: string[]) {
  return sql<{
    id: string;
    position: number;
  }>`unnest(${artistIds}::uuid[]) with ordinality`.as<'artist'>(sql`artist(id, position)`);
}

async function getSong(db: Db, songId: string): Promise<Song> {
  const row = await selectSongs(db).where('songs.id', '=', songId).executeTakeFirst();
  return optionalSong(row) ?? notFound();
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such song.');
}

function optionalSong(row: SongRow | undefined): Song | null {
  return row ? toSong(row) : null;
}

async function findByContentHash(db: Db, contentHash: string): Promise<Song | null> {
  const row = await selectSongs(db)
    .where('songs.content_hash', '=', contentHash)
    .executeTakeFirst();
  return optionalSong(row);
}

function selectSongs(db: Db): SelectQueryBuilder<Tables, 'songs', SongRow> {
  return db
    .selectFrom('songs')
    .selectAll('songs')
    .select((expression) => [
      jsonArrayFrom(
        expression
          .selectFrom('song_artists')
          .innerJoin('artists', 'artists.id', 'song_artists.artist_id')
          .select(['artists.id', 'artists.name'])
          .whereRef('song_artists.song_id', '=', 'songs.id')
          .orderBy('song_artists.position'),
      ).as('artists'),
      jsonObjectFrom(
        expression
          .selectFrom('albums')
          .select(['albums.id', 'albums.title', 'albums.artist_name as artistName'])
          .whereRef('albums.id', '=', 'songs.album_id'),
      )
        .$notNull()
        .as('album'),
    ]);
}

async function listSongs(
  db: Db,
  order: SongOrder,
  page: PageRequest<Position>,
): Promise<Page<Song, Position>> {
  const query = order === 'added' ? byAdded(db, page.after) : byTitle(db, page.after);
  const rows = await query.limit(page.limit + 1).execute();
  return pageOfRows(rows, page.limit, toSong, (song) =>
    order === 'added' ? [song.addedAt.toISOString(), song.id] : [titleSortKey(song.title), song.id],
  );
}

function byAdded(db: Db, after: Position | undefined) {
  const all = selectSongs(db).orderBy('songs.added_at', 'desc').orderBy('songs.id', 'desc');
  if (!after) return all;
  return all.where(sql<boolean>`(songs.added_at, songs.id) < (${timeOf(after)}, ${idOf(after)})`);
}

function byTitle(db: Db, after: Position | undefined) {
  const all = selectSongs(db).orderBy('songs.sort_title').orderBy('songs.id');
  if (!after) return all;
  return all.where(sql<boolean>`(songs.sort_title, songs.id) > (${textOf(after)}, ${idOf(after)})`);
}

async function putRendition(
  db: Db,
  songId: string,
  format: RenditionFormat,
  file: AudioFile,
): Promise<void> {
  const added = JSON.stringify({ [format]: file });
  const { numUpdatedRows } = await db
    .updateTable('songs')
    .set({ renditions: sql`renditions || ${added}::jsonb` })
    .where('id', '=', songId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) notFound();
}
