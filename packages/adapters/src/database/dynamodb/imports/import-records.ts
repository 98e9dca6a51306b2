import type { Import, ImportChange, ImportStore } from '@madrigal/core/media/import';
import { MadrigalError, type Page, type PageRequest, type Position } from '@madrigal/core/shared';
import { idOf } from '../../positions.ts';
import type { Table } from '../client.ts';
import {
  type Item,
  type Key,
  namedIn,
  type Stored,
  toDate,
  toDateOrNull,
  toStored,
} from '../items.ts';
import { keyOf } from '../keys.ts';
import { getItem, getItems, listPage, queryItems } from '../read.ts';
import { changeItem, type Write, writeAll } from '../write.ts';

/** All imports by id, and those queued or running by their folder, of which each has one at most. */
const IMPORTS = 'imports';
const ACTIVE = 'active-imports';
const ROWS_PER_QUERY = 1000;

type Imports = Pick<
  ImportStore,
  | 'createImport'
  | 'getImport'
  | 'findActiveImport'
  | 'listImports'
  | 'changeImport'
  | 'forgetRequester'
  | 'listStalledImports'
>;

export function createImportRecords(table: Table): Imports {
  return {
    createImport: (created) => createImport(table, created),
    getImport: (importId) => getImport(table, importId),
    findActiveImport: (folder) => findActive(table, folder),
    listImports: (page) => listImports(table, page),
    changeImport: (importId, change) => changeImport(table, importId, change),
    forgetRequester: (userId) => forgetRequester(table, userId),
    listStalledImports: (before, limit) => listStalled(table, before, limit),
  };
}

function importKey(importId: string): Key {
  return { pk: IMPORTS, sk: keyOf(importId) };
}

function activeKey(folder: string): Key {
  return { pk: ACTIVE, sk: keyOf('of', folder) };
}

function isActive({ state }: Pick<Import, 'state'>): boolean {
  return state === 'queued' || state === 'running';
}

function toItem(each: Import): Item {
  return { ...importKey(each.id), import: toStored(each) };
}

function fromItem(item: Item): Import {
  const stored = item.import as Stored<Import>;
  return {
    ...(stored as unknown as Import),
    createdAt: toDate(stored.createdAt),
    updatedAt: toDate(stored.updatedAt),
    finishedAt: toDateOrNull(stored.finishedAt as unknown as string | null),
  };
}

async function createImport(table: Table, created: Import): Promise<void> {
  const writes: Write[] = [{ add: toItem(created) }];
  if (isActive(created))
    writes.push({ add: { ...activeKey(created.folder), importId: created.id } });
  if (await writeAll(table, writes)) return;
  throw new MadrigalError('conflict', 'This folder is being imported already.');
}

async function getImport(table: Table, importId: string): Promise<Import> {
  const item = await getItem(table, importKey(importId));
  if (!item) throw new MadrigalError('not_found', 'There is no such import.');
  return fromItem(item);
}

async function findActive(table: Table, folder: string): Promise<Import | null> {
  const active = await getItem(table, activeKey(folder));
  return active && getImport(table, String(active.importId));
}

async function listImports(
  table: Table,
  { limit, after }: PageRequest<Position>,
): Promise<Page<Import, Position>> {
  return listPage<Import>(
    table,
    { partition: IMPORTS, descending: true },
    {
      limit,
      after: after && keyOf(idOf(after)),
      sortKeyOf: (row) => row.sk,
      resolve: async (rows) => rows.map(fromItem),
      positionOf: ({ id }) => [id],
    },
  );
}

async function changeImport(
  table: Table,
  importId: string,
  { whileState, ...change }: ImportChange,
): Promise<Import | null> {
  return changeItem(table, importKey(importId), async (read) => {
    if (!read) throw new MadrigalError('not_found', 'There is no such import.');
    const current = fromItem(read);
    if (!whileState.includes(current.state)) return null;
    const next = { ...current, ...namedIn(change) };
    const writes: Write[] = [{ replace: toItem(next), read }];
    if (isActive(current) && !isActive(next)) writes.push({ drop: activeKey(current.folder) });
    return { writes, result: next };
  });
}

async function forgetRequester(table: Table, userId: string): Promise<void> {
  for await (const row of queryItems(table, { partition: IMPORTS }, ROWS_PER_QUERY)) {
    const { id, requestedBy } = fromItem(row);
    if (requestedBy !== userId) continue;
    await changeItem(table, importKey(id), async (read) => {
      if (!read) return null;
      const next = { ...fromItem(read), requestedBy: '' };
      return { writes: [{ replace: toItem(next), read }], result: next };
    });
  }
}

async function listStalled(table: Table, before: Date, limit: number): Promise<Import[]> {
  const ids: string[] = [];
  for await (const { importId } of queryItems(table, { partition: ACTIVE }, ROWS_PER_QUERY)) {
    ids.push(String(importId));
  }
  return (await getItems(table, ids.map(importKey)))
    .map(fromItem)
    .filter((each) => isActive(each) && each.updatedAt < before)
    .toSorted((a, b) => a.updatedAt.getTime() - b.updatedAt.getTime())
    .slice(0, limit);
}
