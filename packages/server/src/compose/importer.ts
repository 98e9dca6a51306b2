import { openPostgres } from '@madrigal/adapters/database/postgres';
import { createFilesystemFolders } from '@madrigal/adapters/folders/filesystem';
import { createPostgresJobs } from '@madrigal/adapters/jobs/postgres';
import type { CatalogueStore } from '@madrigal/core/catalog';
import type { Account } from '@madrigal/core/identity';
import { createImports, type Imports, runImport } from '@madrigal/core/media/import';
import { createPostOffice } from '@madrigal/core/notifications';
import { MadrigalError, newId, systemClock } from '@madrigal/core/shared';
import { type Config, loadOrCreateSecrets } from '../config/index.ts';
import { createAccounts, openAccountRecords } from './accounts.ts';
import { findRunningDatabase, hasDatabase } from './database.ts';
import { openTables } from './dynamodb.ts';
import { startEngines } from './engines.ts';
import { openLog, silentLog } from './log.ts';
import { openStores } from './stores.ts';
import { jobDeps } from './workers.ts';

/** Imports for whoever sits at the machine. */
export interface Importer {
  imports: Imports;
  catalogue: CatalogueStore;
  findFirstAdmin(): Promise<Account | null>;
  /** Does the work in this process; null where the Madrigal that runs does it. */
  run: ((importId: string, signal: AbortSignal) => Promise<void>) | null;
}

/**
 * Imports through the database of the Madrigal that runs on the data folder, or else with engines of
 * our own, which end with `stack`. Any folder may be imported: IMPORT_ROOTS is for those who come by
 * the network.
 * @throws MadrigalError `setup_required` for a data folder that nobody has used yet
 */
export async function openImporter(
  config: Config,
  stack: AsyncDisposableStack,
  onProgress: (sentence: string) => void,
): Promise<Importer> {
  const running = await findRunningDatabase(config);
  if (running) return connectTo(config, running.connectionString, stack);
  if (!(await hasDatabase(config))) throw noAccount();
  const { log, flush } = openLog(config);
  stack.defer(flush);
  const engines = await startEngines(config, stack, { logger: log, onProgress, migrates: true });
  const { imports, folders, clock, catalogue, jobs } = engines;
  const deps = jobDeps(config, engines, jobs.sender);
  return {
    imports: createImports({ imports, folders, jobs: jobs.sender, clock, newId, roots: null }),
    catalogue,
    findFirstAdmin: () => engines.accounts.directory.findFirstAdmin(),
    run: (importId, signal) => runImport(deps, importId, signal),
  };
}

/** Whoever imports must have an account. */
export function noAccount(): MadrigalError {
  return new MadrigalError(
    'setup_required',
    'songs need somebody who owns them, and there is no account yet. Run npm start, open its address, create the first account, and try again.',
  );
}

async function connectTo(
  config: Config,
  connectionString: string,
  stack: AsyncDisposableStack,
): Promise<Importer> {
  const logger = silentLog(); // the log belongs to the Madrigal that runs
  const { pool, db, close } = openPostgres({ connectionString, maxConnections: 2 });
  stack.defer(close);
  const tables = await openTables(config, stack, { migrates: false });
  const { catalogue, imports } = openStores(config, db, tables);
  const jobs = createPostgresJobs({ pool });
  await jobs.start();
  stack.defer(() => jobs.stop());
  const postOffice = createPostOffice({ jobs: jobs.sender, newId, logger });
  const secrets = await loadOrCreateSecrets(config);
  const { directory } = createAccounts(config, secrets, {
    pool,
    records: await openAccountRecords(config, pool, stack, false),
    logger,
    postOffice,
    textOffice: null,
  });
  return {
    imports: createImports({
      imports,
      folders: createFilesystemFolders({
        dataDir: config.dataDir,
        linkRoots: config.imports.roots,
      }),
      jobs: jobs.sender,
      clock: systemClock,
      newId,
      roots: null,
    }),
    catalogue,
    findFirstAdmin: () => directory.findFirstAdmin(),
    run: null,
  };
}
