import { decodeCursor, encodeCursor, type Page, type Position } from '../../shared/index.ts';
import type { ImportsDeps } from './deps.ts';
import type { Import, ImportProblem } from './model.ts';

const POSITION_LENGTH = 1;

interface ListQuery {
  limit: number;
  cursor?: string | undefined;
}

interface Listed<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** Imports, newest first. @throws MadrigalError `invalid_cursor` */
export async function listImports(
  { imports }: Pick<ImportsDeps, 'imports'>,
  query: ListQuery,
): Promise<Listed<Import>> {
  return listed('imports', query, (page) => imports.listImports(page));
}

/** What one import could not take, and what is gone. @throws MadrigalError `not_found`, `invalid_cursor` */
export async function listProblems(
  { imports }: Pick<ImportsDeps, 'imports'>,
  importId: string,
  query: ListQuery,
): Promise<Listed<ImportProblem>> {
  await imports.getImport(importId);
  return listed('problems', query, (page) => imports.listProblems(importId, page));
}

async function listed<Item>(
  order: string,
  { limit, cursor }: ListQuery,
  list: (page: { limit: number; after?: Position }) => Promise<Page<Item, Position>>,
): Promise<Listed<Item>> {
  const after = cursor === undefined ? {} : { after: decodeCursor(order, cursor, POSITION_LENGTH) };
  const { items, next } = await list({ limit, ...after });
  return { items, nextCursor: next && encodeCursor(order, next) };
}
