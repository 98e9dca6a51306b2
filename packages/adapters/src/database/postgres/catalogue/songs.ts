import type { RenditionFormat } from '@madrigal/contract';
import type {
  AudioFile,
  Genre,
  Song,
  SongFile,
  SongRecord,
  SongStore,
} from '@madrigal/core/catalog';
import { MadrigalError, wordsOfName } from '@madrigal/core/shared';
import { sql } from 'kysely';
import { type Db, holdNames, rememberWords, type Tx } from './identities.ts';
import { changeSongs } from './song-edits.ts';
import { listSongs } from './song-lists.ts';
import { fileColumns, fromSong, type SongRow, selectSongs, toSong } from './song-rows.ts';
import { forgetRemains, listRemains, purgeTrash, restoreSongs, trashSongs } from './trash.ts';

const SONGS_PER_RECORDING = 10;

export function createSongStore(db: Db): SongStore {
  return {
    addSong: (song) => addSong(db, song),
    getSong: (songId) => getSong(db, songId),
    getSongs: (songIds) => getSongs(db, songIds),
    findSongByContentHash: (hash) => findByContentHash(db, hash),
    findSongsByRecordings: (recordingIds) => findByRecordings(db, recordingIds),
    listSongs: (query, page) => listSongs(db, query, page),
    putRendition: (songId, format, file) => putRendition(db, songId, format, file),
    replaceSongFile: (songId, file) => replaceSongFile(db, songId, file),
    changeSongs: (songIds, change) => changeSongs(db, songIds, change),
    forgetAdder: async (userId) => {
      await db.updateTable('songs').set({ added_by: '' }).where('added_by', '=', userId).execute();
    },
    trashSongs: (songIds, deletedAt) => trashSongs(db, songIds, deletedAt),
    restoreSongs: (songIds) => restoreSongs(db, songIds),
    purgeTrash: (before, limit) => purgeTrash(db, before, limit),
    listRemains: (limit) => listRemains(db, limit),
    forgetRemains: (songId) => forgetRemains(db, songId),
    listGenres: (limit) => listGenres(db, limit),
  };
}

async function addSong(db: Db, song: SongRecord): Promise<{ song: Song; created: boolean }> {
  const created = await db.transaction().execute(async (tx) => {
    await holdNames(tx, song);
    const isNew = await insertSong(tx, song);
    if (isNew) await rememberWords(tx, wordsOfName(song.title));
    return isNew;
  });
  if (created) return { song: await getSong(db, song.id), created };
  const existing =
    (await findByContentHash(db, song.contentHash)) ?? (await findById(db, song.id)) ?? gone();
  return { song: existing, created };
}

function gone(): never {
  throw new MadrigalError('conflict', 'It was removed while it was being added. Try again.');
}

/** False where a song with this content, or this id, is there. */
async function insertSong(tx: Tx, song: SongRecord): Promise<boolean> {
  const own = fromSong(song);
  const repeated = sql<{ by_album: string; by_artist: string; words: never }>`repeated_in_song(
    ${own.title_words}, ${own.sort_title}, ${song.albumId}::uuid, ${song.discNumber}::integer,
    ${song.trackNumber}::integer, ${song.artistIds}::uuid[])`;
  const inserted = await tx
    .with('repeated', (query) => query.selectFrom(repeated.as('it')).selectAll())
    .with('song', (query) =>
      query
        .insertInto('songs')
        .values({
          ...own,
          sort_year: sql<string>`key_by_year(${song.year}::integer, ${own.sort_title})`,
          sort_album: sql<string>`(SELECT by_album FROM repeated)`,
          sort_artist: sql<string>`(SELECT by_artist FROM repeated)`,
          search_words: sql<never>`(SELECT words FROM repeated)`,
        })
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
  return inserted !== undefined;
}

function artistPositions(artistIds: string[]) {
  return sql<{
    id: string;
    position: number;
  }>`unnest(${artistIds}::uuid[]) with ordinality`.as<'artist'>(sql`artist(id, position)`);
}

async function getSong(db: Db, songId: string): Promise<Song> {
  return (await findById(db, songId)) ?? notFound();
}

function notFound(): never {
  throw new MadrigalError('not_found', 'There is no such song.');
}

async function getSongs(db: Db, songIds: readonly string[]): Promise<Song[]> {
  const rows = await selectSongs(db)
    .where('songs.id', '=', sql<string>`ANY (${songIds}::uuid[])`)
    .execute();
  return rows.map(toSong);
}

async function findById(db: Db, songId: string): Promise<Song | null> {
  return optionalSong(await selectSongs(db).where('songs.id', '=', songId).executeTakeFirst());
}

async function findByContentHash(db: Db, contentHash: string): Promise<Song | null> {
  const row = await selectSongs(db)
    .where('songs.content_hash', '=', contentHash)
    .executeTakeFirst();
  return optionalSong(row);
}

async function findByRecordings(db: Db, recordingIds: readonly string[]): Promise<Song[]> {
  const { rows } = await sql<{ id: string }>`
    SELECT found.id
    FROM unnest(${recordingIds}::text[]) AS wanted(recording_id)
    CROSS JOIN LATERAL (
      SELECT id FROM songs WHERE lower(mb_recording_id) = wanted.recording_id
      ORDER BY id LIMIT ${SONGS_PER_RECORDING}
    ) AS found`.execute(db);
  return rows.length === 0 ? [] : getSongs(db, [...new Set(rows.map(({ id }) => id))]);
}

function optionalSong(row: SongRow | undefined): Song | null {
  return row ? toSong(row) : null;
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

async function replaceSongFile(db: Db, songId: string, file: SongFile): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('songs')
    .set(fileColumns(file))
    .where('id', '=', songId)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) notFound();
}

function listGenres(db: Db, limit: number): Promise<Genre[]> {
  return db
    .selectFrom('genres')
    .select(['name', 'song_count as songCount'])
    .where('song_count', '>', 0)
    .orderBy('song_count', 'desc')
    .orderBy('key')
    .limit(limit)
    .execute();
}
