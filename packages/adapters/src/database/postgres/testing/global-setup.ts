import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { startEmbeddedPostgres } from '../embedded-server.ts';
import { migrate } from '../migrate.ts';
import { openPostgres } from '../pool.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection to a migrated database that tests copy; see `createTestDatabase`. */
    postgresTemplate: string;
  }
}

/** One embedded PostgreSQL for the whole test run, in a folder that is removed afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'madrigal-test-'));
  const server = await startEmbeddedPostgres({ dataDir });
  const database = openPostgres({ connectionString: server.connectionString });
  await migrate(database.pool);
  await database.close();
  project.provide('postgresTemplate', server.connectionString);
  return async () => {
    await server.stop();
    for (const folder of [dirname(server.dataLocation), dataDir]) {
      await rm(folder, { recursive: true, force: true });
    }
  };
}
