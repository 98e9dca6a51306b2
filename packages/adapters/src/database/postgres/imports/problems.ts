import type { ImportProblem } from '@madrigal/core/media/import';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import { type Kysely, sql } from 'kysely';
import { pageOfRows } from '../../positions.ts';
import type { Tables } from '../tables.ts';
import { hashOf, hashPath, positionOf } from './hash.ts';

type Db = Kysely<Tables>;

export async function putProblem(db: Db, problem: ImportProblem): Promise<void> {
  const { importId, path, kind, reason } = problem;
  await db
    .insertInto('import_problems')
    .values({ import_id: importId, path_hash: hashPath(path), path, kind, reason })
    .onConflict((conflict) =>
      conflict.columns(['import_id', 'path_hash']).doUpdateSet({ kind, reason }),
    )
    .execute();
}

export async function listProblems(
  db: Db,
  importId: string,
  page: PageRequest<Position>,
): Promise<Page<ImportProblem, Position>> {
  const all = db
    .selectFrom('import_problems')
    .select(['import_id as importId', 'path', 'kind', 'reason'])
    .where('import_id', '=', importId)
    .orderBy('sort_path')
    .orderBy('path_hash')
    .limit(page.limit + 1);
  // Problems are never taken back, so the place after one can be found by it.
  const after = page.after && hashOf(page.after);
  const rows = await (after
    ? all.where(
        sql<boolean>`(sort_path, path_hash) > (
            SELECT sort_path, path_hash FROM import_problems
            WHERE import_id = ${importId} AND path_hash = ${after})`,
      )
    : all
  ).execute();
  return pageOfRows(rows, page.limit, (row) => row, positionOf);
}
