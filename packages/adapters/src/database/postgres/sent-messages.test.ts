import { sentMessagesSuite } from '@madrigal/core/testing';
import { openPostgres } from './pool.ts';
import { createSentMessages } from './sent-messages.ts';
import { createTestDatabase } from './testing/index.ts';

sentMessagesSuite('PostgreSQL', async () => {
  const database = await createTestDatabase();
  const postgres = openPostgres({ ...database, maxConnections: 3 });
  return {
    sent: createSentMessages(postgres),
    dispose: async () => {
      await postgres.close();
      await database.dispose();
    },
  };
});
