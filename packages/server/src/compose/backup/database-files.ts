import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, pipeline as pipe } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { type DatabaseDump, dumpDatabase } from '@madrigal/adapters/database/postgres';
import { tableFile } from './manifest.ts';

const PRIVATE_FILE = 0o600;
/** Others must not read password hashes, sessions and secrets. */
export const PRIVATE_FOLDER = 0o700;

/** Writes every table to a file of its own below `draft`. */
export async function writeDatabase(
  connectionString: string,
  draft: string,
): Promise<DatabaseDump> {
  await mkdir(join(draft, 'database'), { mode: PRIVATE_FOLDER });
  const written: Promise<void>[] = [];
  const dump = await dumpDatabase(connectionString, (table) => {
    const rows = new PassThrough();
    const file = createWriteStream(join(draft, tableFile(table)), { mode: PRIVATE_FILE });
    written.push(pipeline(rows, createGzip(), file));
    return rows;
  });
  await Promise.all(written);
  return dump;
}

/** Rows of a table that {@link writeDatabase} wrote, as `COPY` reads them. */
export function readTable(folder: string, table: string) {
  const path = join(folder, tableFile(table));
  return pipe(createReadStream(path), createGunzip(), () => {}); // whoever reads sees the fault
}
