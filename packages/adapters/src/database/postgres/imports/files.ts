import type { ImportedFile, ImportedTags } from '@madrigal/core/media/import';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type Kysely, type Selectable, sql } from 'kysely';
import { pageOfRows } from '../../positions.ts';
import type { ImportedFileTable, Tables } from '../tables.ts';
import { hashOf, hashPath, positionOf } from './hash.ts';

type Db = Kysely<Tables>;

export async function findFiles(
  db: Db,
  folder: string,
  paths: readonly string[],
): Promise<ImportedFile[]> {
  const rows = await selectFiles(db, folder).where('path_hash', '=', anyOf(paths)).execute();
  return rows.map(toFile);
}

export async function putFile(db: Db, file: ImportedFile): Promise<void> {
  const columns = {
    folder: file.folder,
    path: file.path,
    album_hash: hashPath(file.albumPath),
    album_path: file.albumPath,
    signature: file.signature,
    song_id: file.songId,
    tags: json(file.tags),
    outcome: json(file.outcome),
    import_id: file.importId,
    result: file.result,
    left_over: JSON.stringify(file.leftOver),
  };
  await db
    .insertInto('imported_files')
    .values({ folder_hash: hashPath(file.folder), path_hash: hashPath(file.path), ...columns })
    .onConflict((conflict) => conflict.columns(['folder_hash', 'path_hash']).doUpdateSet(columns))
    .execute();
}

export async function changeTags(
  db: Db,
  file: Pick<ImportedFile, 'folder' | 'path' | 'signature'>,
  tags: ImportedTags,
): Promise<void> {
  await db
    .updateTable('imported_files')
    .set({ tags: json(tags) })
    .where('folder_hash', '=', hashPath(file.folder))
    .where('path_hash', '=', hashPath(file.path))
    .where('signature', '=', file.signature)
    .execute();
}

export async function markUnchanged(
  db: Db,
  folder: string,
  paths: readonly string[],
  importId: string,
): Promise<void> {
  if (paths.length === 0) return;
  await db
    .updateTable('imported_files')
    .set({ import_id: importId, result: 'unchanged' })
    .where('folder_hash', '=', hashPath(folder))
    .where('path_hash', '=', anyOf(paths))
    .execute();
}

export async function deleteFile(db: Db, folder: string, path: string): Promise<void> {
  await db
    .deleteFrom('imported_files')
    .where('folder_hash', '=', hashPath(folder))
    .where('path_hash', '=', hashPath(path))
    .execute();
}

export async function findFileOfSong(
  db: Db,
  folder: string,
  songId: string,
  except: string,
): Promise<ImportedFile | null> {
  const row = await selectFiles(db, folder)
    .where('song_id', '=', songId)
    .where('path_hash', '<>', hashPath(except))
    .executeTakeFirst();
  return row ? toFile(row) : null;
}

export async function listFilesOfAlbum(
  db: Db,
  folder: string,
  albumPath: string,
): Promise<ImportedFile[]> {
  const rows = await selectFiles(db, folder)
    .where('album_hash', '=', hashPath(albumPath))
    .execute();
  return rows.map(toFile);
}

export async function listUnseenFiles(
  db: Db,
  folder: string,
  importId: string,
  page: PageRequest<Position>,
): Promise<Page<ImportedFile, Position>> {
  const all = selectFiles(db, folder)
    .where('import_id', '<>', importId)
    .orderBy('path_hash')
    .limit(page.limit + 1);
  const rows = await (page.after ? all.where('path_hash', '>', hashOf(page.after)) : all).execute();
  return pageOfRows(rows, page.limit, toFile, positionOf);
}

function selectFiles(db: Db, folder: string) {
  return db.selectFrom('imported_files').selectAll().where('folder_hash', '=', hashPath(folder));
}

function anyOf(paths: readonly string[]) {
  return sql<Buffer>`ANY (${paths.map(hashPath)}::bytea[])`;
}

function json(value: object | null): string | null {
  return value && JSON.stringify(value);
}

function toFile(row: Selectable<ImportedFileTable>): ImportedFile {
  return {
    folder: row.folder,
    path: row.path,
    albumPath: row.album_path,
    signature: row.signature,
    songId: row.song_id,
    tags: row.tags,
    outcome: row.outcome,
    importId: row.import_id,
    result: row.result,
    leftOver: row.left_over,
  };
}
