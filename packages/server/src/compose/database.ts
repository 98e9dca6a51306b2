import { migrate, openPostgres, startEmbeddedPostgres } from '@madrigal/adapters/database/postgres';
import type { Logger } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';

/** Opens the configured database at its newest schema, starting an own server where there is none. */
export async function openDatabase(
  config: Config,
  stack: AsyncDisposableStack,
  deps: { logger: Logger; onProgress: (sentence: string) => void },
) {
  const { connectionString, location } = await locateDatabase(config, stack, deps.onProgress);
  const database = openPostgres({
    connectionString,
    onIdleError: (err) => deps.logger.warn({ err }, 'idle database connection lost'),
  });
  stack.defer(() => database.close());
  const migrations = await migrate(database.pool);
  if (migrations.length > 0) deps.logger.info({ migrations }, 'database migrated');
  return { ...database, location };
}

async function locateDatabase(
  config: Config,
  stack: AsyncDisposableStack,
  onProgress: (sentence: string) => void,
): Promise<{ connectionString: string; location: string | null }> {
  if (config.database.kind === 'postgres') {
    return { connectionString: config.database.connectionString, location: null };
  }
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, onProgress });
  stack.defer(() => server.stop());
  return { connectionString: server.connectionString, location: server.dataLocation };
}
