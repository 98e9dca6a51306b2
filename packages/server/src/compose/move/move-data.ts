import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createFilesystemBlobs } from '@madrigal/adapters/blobs/filesystem';
import { startEmbeddedPostgres } from '@madrigal/adapters/database/postgres';
import { MadrigalError, systemClock } from '@madrigal/core/shared';
import type { Config } from '../../config/index.ts';
import { refuseTables } from '../backup/refuse-tables.ts';
import { refuseUnfinishedRestore } from '../backup/unfinished-restore.ts';
import { openBlobs, prepareBuckets } from '../blobs.ts';
import { RAW_PATH } from '../paths.ts';
import { type Journal, openJournal } from './journal.ts';
import { type AccountsPlace, type DatabaseMoved, moveDatabase } from './move-database.ts';
import { type FilesMoved, moveFiles } from './move-files.ts';

export interface MoveOptions {
  /** Data folder of the embedded shape. Nothing in it changes but `moving/`. */
  from: string;
  /** Only the files, for which Madrigal may run on. */
  filesOnly: boolean;
  onProgress: (sentence: string) => void;
}

export interface Moved {
  files: Record<'raw' | 'processed', FilesMoved>;
  /** Null where only files were asked for. */
  database: DatabaseMoved | null;
}

/**
 * Moves an instance of the embedded shape to the PostgreSQL and the buckets that `config` names. It can be
 * interrupted at any moment and run again. Files go first, so that no row is there before its file.
 * @throws MadrigalError with a sentence on what to do
 */
export async function moveData(config: Config, options: MoveOptions): Promise<Moved> {
  const { from, onProgress } = options;
  if (config.database.kind !== 'postgres' || config.blobs.kind !== 's3') {
    throw new MadrigalError(
      'invalid_request',
      'Say where to: DATABASE_URL, BLOBS=s3, S3_RAW_BUCKET and S3_PROCESSED_BUCKET, as for the services.',
    );
  }
  refuseTables(config);
  await refuseUnfinishedRestore(from);
  await checkSecrets(config, join(from, 'secrets'));
  await using stack = new AsyncDisposableStack();
  const folder = join(from, 'moving', placeOf(config.blobs));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  // From here on nobody else starts on the folder.
  const source = options.filesOnly ? null : await startSource(from, stack, onProgress);
  await prepareBuckets(config, onProgress);
  const journal = await openJournal(join(folder, 'files.jsonl'));
  const files = await moveStores(config, options, journal, stack);
  if (!source) return { files, database: null };
  const to = config.database.connectionString;
  const accounts = await accountsPlaceOf(config);
  const database = await moveDatabase({ from: source, to, folder, accounts }, onProgress);
  await rm(join(from, 'moving'), { recursive: true });
  return { files, database };
}

async function accountsPlaceOf({ accounts: { database } }: Config): Promise<AccountsPlace | null> {
  if (database.kind === 'postgres') return null;
  const { accountTables, takeOverAccounts } = await import(
    '@madrigal/adapters/accounts/better-auth/mongodb'
  );
  return { tables: accountTables, takeOver: (pool) => takeOverAccounts(pool, database) };
}

/** A journal is of one pair of buckets: another pair begins anew. */
function placeOf({ access, rawBucket, processedBucket }: Extract<Config['blobs'], { kind: 's3' }>) {
  const place = [access.endpoint, access.region, rawBucket, processedBucket].join('\n');
  return createHash('sha256').update(place).digest('hex').slice(0, 12);
}

/**
 * Rows are encrypted with these: with others nobody could sign in.
 * @throws MadrigalError `conflict` naming the ones that differ
 */
async function checkSecrets({ accounts }: Config, folder: string): Promise<void> {
  const pairs = [
    ['AUTH_SECRET', accounts.secret, 'auth-secret'],
    ['SEALING_SECRET', accounts.sealingSecret, 'sealing-secret'],
  ] as const;
  for (const [name, given, file] of pairs) {
    const kept = await readFile(join(folder, file), 'utf8').catch(() => null);
    if (kept === null || kept === given) continue;
    throw new MadrigalError(
      'conflict',
      `${name} must be what ${join(folder, file)} holds, here and for the services. (If it was always set beside that file, remove the file.)`,
    );
  }
}

async function startSource(
  from: string,
  stack: AsyncDisposableStack,
  onProgress: (sentence: string) => void,
): Promise<string> {
  const server = await startEmbeddedPostgres({ dataDir: from, onProgress });
  stack.defer(() => server.stop());
  return server.connectionString;
}

async function moveStores(
  config: Config,
  { from, onProgress }: MoveOptions,
  journal: Journal,
  stack: AsyncDisposableStack,
): Promise<Moved['files']> {
  const target = await openBlobs(config, { upload: null }, stack, systemClock);
  const move = async (name: 'raw' | 'processed') => {
    const source = await createFilesystemBlobs({
      root: join(from, 'blobs', name),
      presign: { secret: Buffer.alloc(0), basePath: RAW_PATH },
      clock: systemClock,
      reuseOpenFilesMs: 0,
    });
    stack.defer(() => source.close());
    onProgress(`Moving the ${name} files`);
    const pair = { name, from: source.store, to: target[name].store };
    return moveFiles(pair, journal, ({ count, bytes }) => {
      if (count % 100 === 0) onProgress(`${count} ${name} files, ${bytes} bytes`);
    });
  };
  return { raw: await move('raw'), processed: await move('processed') };
}
