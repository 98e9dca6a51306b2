import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AccountsTakenOver } from '@madrigal/adapters/accounts/better-auth/mongodb';
import {
  type DatabaseFingerprint,
  expireUploadsInParts,
  fingerprintDatabase,
  isEmptyDatabase,
  isMovingIn,
  loadDatabase,
  markMovingIn,
  migrate,
  openPostgres,
  unmarkMovingIn,
} from '@madrigal/adapters/database/postgres';
import { MadrigalError } from '@madrigal/core/shared';
import { readTable, writeDatabase } from '../backup/database-files.ts';

type Pool = ReturnType<typeof openPostgres>['pool'];

export interface DatabaseMoved {
  tables: number;
  rows: number;
  /** Uploads in parts that have to begin anew. */
  expiredUploads: number;
  /** Null where they stay in the database. */
  accounts: AccountsTakenOver | null;
}

/** A place of their own for accounts. */
export interface AccountsPlace {
  tables: readonly string[];
  takeOver(pool: Pool): Promise<AccountsTakenOver>;
}

/**
 * Fills the database at `to` with what is in the one at `from`, which stays as it is, and compares rows
 * and hashes of every table. The rows appear all together; an attempt that was interrupted is begun anew.
 * @throws MadrigalError `conflict` where there is something else at `to` already
 */
export async function moveDatabase(
  {
    from,
    to,
    folder,
    accounts,
  }: { from: string; to: string; folder: string; accounts: AccountsPlace | null },
  onProgress: (sentence: string) => void,
): Promise<DatabaseMoved> {
  await using stack = new AsyncDisposableStack();
  const open = (connectionString: string) => {
    const { pool, close } = openPostgres({ connectionString, maxConnections: 2 });
    stack.defer(close);
    return pool;
  };
  const [source, target] = [open(from), open(to)];
  const wanted = await fingerprintDatabase(source);
  if (!(await isFilled(target, wanted, accounts?.tables ?? []))) {
    await markMovingIn(target);
    onProgress('Taking the database');
    const clear = () => rm(join(folder, 'database'), { recursive: true, force: true });
    await clear(); // what an attempt that was interrupted left behind
    stack.defer(clear);
    const dump = await writeDatabase(from, folder);
    onProgress('Filling the new one');
    await loadDatabase(target, dump, (table) => readTable(folder, table));
    onProgress('Comparing every table');
    compare(wanted, await fingerprintDatabase(target));
  }
  const expiredUploads = await expireUploadsInParts(target);
  await migrate(target);
  if (accounts) onProgress('Taking the accounts to a database of their own');
  const takenOver = (await accounts?.takeOver(target)) ?? null;
  await unmarkMovingIn(target);
  const rows = wanted.tables.reduce((sum, table) => sum + table.rows, 0);
  return { tables: wanted.tables.length, rows, expiredUploads, accounts: takenOver };
}

/** True where an earlier run has done it all. @throws conflict for any other content */
async function isFilled(
  target: Pool,
  wanted: DatabaseFingerprint,
  elsewhere: readonly string[],
): Promise<boolean> {
  if (await isMovingIn(target)) return false;
  if (await isEmptyDatabase(target)) return false;
  const found = await fingerprintDatabase(target).catch(() => null);
  if (found && differing(wanted, found).every((name) => elsewhere.includes(name))) return true;
  throw new MadrigalError(
    'conflict',
    'The database in DATABASE_URL holds something else already. Name an empty one.',
  );
}

function compare(wanted: DatabaseFingerprint, found: DatabaseFingerprint): void {
  const names = differing(wanted, found);
  if (names.length === 0) return;
  throw new MadrigalError(
    'unavailable',
    `These tables are not the same in the new database: ${names.join(', ')}. Run it again.`,
  );
}

function differing(wanted: DatabaseFingerprint, found: DatabaseFingerprint): string[] {
  const there = new Map(found.tables.map((table) => [table.name, table]));
  return wanted.tables
    .filter(({ name, rows, sum }) => there.get(name)?.rows !== rows || there.get(name)?.sum !== sum)
    .map(({ name }) => name);
}
