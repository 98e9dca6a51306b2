import type { AlbumOrder } from '@madrigal/contract';
import type { Album, AlbumQuery, AlbumStore, AlbumSummary, NewAlbum } from '@madrigal/core/catalog';
import {
  MadrigalError,
  type Page,
  type PageRequest,
  type Position,
  wordsOfName,
} from '@madrigal/core/shared';
import { sql } from 'kysely';
import { idOf, pageOfRows, textOf, timeOf } from '../../positions.ts';
import { changeAlbum, deleteEmpty } from './album-edits.ts';
import { findAlbum } from './album-identity.ts';
import { type Db, holdNames, identityHash, rememberWords, type Tx } from './identities.ts';
import { titleColumns } from './song-rows.ts';
import { hasPublishedSongs } from './visible.ts';

export function createAlbumStore(db: Db): AlbumStore {
  return {
    ensureAlbum: (key, album) => ensureAlbum(db, key, album),
    getAlbum: (albumId) => getAlbum(db, albumId),
    getAlbums: (albumIds) => getAlbums(db, albumIds),
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

function selectAlbums(db: Db) {
  return db
    .selectFrom('albums')
    .innerJoin('artists', 'artists.id', 'albums.artist_id')
    .innerJoinLateral(
      (expression) =>
        expression
          .selectFrom('songs')
          .whereRef('songs.album_id', '=', 'albums.id')
          .where('songs.state', '=', sql.lit('published'))
          .select([
            sql<number>`count(*)`.as('song_count'),
            sql<number>`coalesce(sum(songs.duration_ms), 0)::bigint`.as('duration_ms'),
            // The cover of the first song that has one.
            sql<AlbumSummary['cover']>`
              (array_agg(songs.cover_key ORDER BY songs.sort_album, songs.id)
                FILTER (WHERE songs.cover_key IS NOT NULL))[1]`.as('cover'),
          ])
          .as('published'),
      (join) => join.onTrue(),
    )
    .select(['albums.id', 'albums.title', 'albums.year', 'albums.added_at'])
    .select(['artists.id as artist_id', 'artists.name as artist_name'])
    .select(['published.song_count', 'published.duration_ms', 'published.cover']);
}

type Albums = ReturnType<typeof selectAlbums>;
type AlbumRow = Awaited<ReturnType<Albums['execute']>>[number];

function toAlbum(row: AlbumRow): AlbumSummary {
  return {
    id: row.id,
    title: row.title,
    artistId: row.artist_id,
    artistName: row.artist_name,
    year: row.year,
    songCount: row.song_count,
    durationMs: row.duration_ms,
    cover: row.cover,
    addedAt: row.added_at,
  };
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

const sortColumns = {
  title: 'albums.sort_title',
  artist: 'albums.sort_artist',
  year: 'albums.sort_year',
} as const satisfies Record<Exclude<AlbumOrder, 'added'>, string>;

async function listAlbums(
  db: Db,
  query: AlbumQuery,
  request: PageRequest<Position>,
): Promise<Page<AlbumSummary, Position>> {
  const { order } = query;
  const albums = matching(selectAlbums(db), query);
  const sorted =
    order === 'added'
      ? byAdded(albums, request.after)
      : byKey(albums, sortColumns[order], request.after);
  const rows = await sorted.limit(request.limit + 1).execute();
  const page = pageOfRows(
    rows,
    request.limit,
    (row) => row,
    (row) => [row.sort_key ?? row.added_at.toISOString(), row.id],
  );
  return { items: page.items.map(toAlbum), next: page.next };
}

function matching(all: Albums, query: AlbumQuery): Albums {
  let albums = all;
  if (query.visibleOnly) albums = albums.where(hasPublishedSongs('albums'));
  if (query.artistId !== undefined) albums = albums.where('albums.artist_id', '=', query.artistId);
  if (query.featuring !== undefined) {
    albums = albums.where('albums.artist_id', '<>', query.featuring).where(sql<boolean>`
      albums.id = ANY (ARRAY(
        SELECT songs.album_id FROM song_artists AS link JOIN songs ON songs.id = link.song_id
        WHERE link.artist_id = ${query.featuring}
          AND (songs.state = 'published' OR ${!query.visibleOnly}::boolean)))`);
  }
  return albums;
}

function byAdded(albums: Albums, after: Position | undefined) {
  const all = albums
    .select(sql<string | null>`NULL`.as('sort_key'))
    .orderBy('albums.added_at', 'desc')
    .orderBy('albums.id', 'desc');
  if (!after) return all;
  return all.where(sql<boolean>`(albums.added_at, albums.id) < (${timeOf(after)}, ${idOf(after)})`);
}

type SortColumn = (typeof sortColumns)[keyof typeof sortColumns];

function byKey(albums: Albums, column: SortColumn, after: Position | undefined) {
  const key = sql.ref<string | null>(column);
  const all = albums.select(key.as('sort_key')).orderBy(key).orderBy('albums.id');
  if (!after) return all;
  return all.where(sql<boolean>`(${key}, albums.id) > (${textOf(after)}, ${idOf(after)})`);
}
