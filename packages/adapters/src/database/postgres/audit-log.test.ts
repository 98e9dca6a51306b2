import { describeAuditLog } from '@madrigal/core/testing';
import { createAuditLog } from './audit-log.ts';
import { openPostgres } from './pool.ts';
import { createTestDatabase } from './testing/index.ts';

describeAuditLog('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const postgres = openPostgres(database);
  return {
    log: createAuditLog(postgres.db),
    dispose: async () => {
      await postgres.close();
      await database.dispose();
    },
  };
});
