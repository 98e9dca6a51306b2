import { describeLibraryStore } from '@madrigal/core/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll } from 'vitest';
import {
  createCatalogueStore,
  createMarkStore,
  openPostgres,
  type Postgres,
} from '../../postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../postgres/testing/index.ts';
import { describeOnDynamo, openTestTables } from '../testing/index.ts';
import { createLibraryStore, withPlayOrder } from './index.ts';

describeOnDynamo('the library on DynamoDB', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  beforeAll(async () => {
    database = await createTestDatabase();
    postgres = openPostgres(database);
  });
  afterAll(async () => {
    await postgres.close();
    await database.dispose();
  });

  describeLibraryStore('DynamoDB, beside a catalogue in PostgreSQL', async () => {
    await sql`TRUNCATE songs, artists CASCADE`.execute(postgres.db);
    const dynamo = await openTestTables(['library']);
    const catalogue = createCatalogueStore(postgres.db);
    const marks = createMarkStore(postgres.db);
    return {
      store: createLibraryStore(dynamo, { catalogue, marks }),
      catalogue: withPlayOrder(catalogue, dynamo),
      dispose: dynamo.dispose,
    };
  });
});
