import type { Import, ImportChange } from '@madrigal/core/media/import';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import type { Kysely, Selectable } from 'kysely';
import { idOf, pageOfRows } from '../../positions.ts';
import type { ImportTable, Tables } from '../tables.ts';
import { hashPath } from './hash.ts';

type Db = Kysely<Tables>;

const ACTIVE = ['queued', 'running'] as const;

export async function createImport(db: Db, created: Import): Promise<void> {
  await db
    .insertInto('imports')
    .values({
      id: created.id,
      folder: created.folder,
      folder_hash: hashPath(created.folder),
      requested_by: created.requestedBy,
      state: created.state,
      progress: JSON.stringify(created.progress),
      failure: created.failure,
      created_at: created.createdAt,
      updated_at: created.updatedAt,
      finished_at: created.finishedAt,
    })
    .execute();
}

export async function getImport(db: Db, importId: string): Promise<Import> {
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('id', '=', importId)
    .executeTakeFirst();
  if (!row) throw new MadrigalError('not_found', 'There is no such import.');
  return toImport(row);
}

export async function findActiveImport(db: Db, folder: string): Promise<Import | null> {
  const row = await db
    .selectFrom('imports')
    .selectAll()
    .where('folder_hash', '=', hashPath(folder))
    .where('state', 'in', ACTIVE)
    .executeTakeFirst();
  return row ? toImport(row) : null;
}

export async function listImports(
  db: Db,
  page: PageRequest<Position>,
): Promise<Page<Import, Position>> {
  const all = db
    .selectFrom('imports')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1);
  const rows = await (page.after ? all.where('id', '<', idOf(page.after)) : all).execute();
  return pageOfRows(rows, page.limit, toImport, ({ id }) => [id]);
}

export async function changeImport(
  db: Db,
  importId: string,
  change: ImportChange,
): Promise<Import | null> {
  const { state, progress, failure, finishedAt, updatedAt, whileState } = change;
  const row = await db
    .updateTable('imports')
    .set({
      updated_at: updatedAt,
      ...(state && { state }),
      ...(progress && { progress: JSON.stringify(progress) }),
      ...(failure !== undefined && { failure }),
      ...(finishedAt && { finished_at: finishedAt }),
    })
    .where('id', '=', importId)
    .where('state', 'in', whileState)
    .returningAll()
    .executeTakeFirst();
  if (row) return toImport(row);
  await getImport(db, importId);
  return null;
}

export async function forgetRequester(db: Db, userId: string): Promise<void> {
  await db
    .updateTable('imports')
    .set({ requested_by: '' })
    .where('requested_by', '=', userId)
    .execute();
}

export async function listStalledImports(db: Db, before: Date, limit: number): Promise<Import[]> {
  const rows = await db
    .selectFrom('imports')
    .selectAll()
    .where('state', 'in', ACTIVE)
    .where('updated_at', '<', before)
    .orderBy('updated_at')
    .limit(limit)
    .execute();
  return rows.map(toImport);
}

function toImport(row: Selectable<ImportTable>): Import {
  return {
    id: row.id,
    folder: row.folder,
    requestedBy: row.requested_by,
    state: row.state,
    progress: row.progress,
    failure: row.failure,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    finishedAt: row.finished_at,
  };
}
