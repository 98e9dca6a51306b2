import { randomUUID } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { openMongoRecords as open } from '../mongodb/records.ts';
import type { TestRecords } from './postgres-records.ts';

interface Document {
  _id: string;
  [name: string]: unknown;
}

/** Records in a database of their own on the server that MONGODB_TEST_URL names. */
export async function openMongoRecords(): Promise<TestRecords & { url: string }> {
  const url = new URL(process.env.MONGODB_TEST_URL ?? '');
  url.pathname = `/test_${randomUUID().replaceAll('-', '')}`;
  const { records, prepare, close } = open({ url: url.href });
  await prepare();
  const client = new MongoClient(url.href, { promoteBuffers: true });
  const of = (table: string) => client.db().collection<Document>(table);
  const filter = ({ id, ...where }: Record<string, unknown>) => ({
    ...where,
    ...(id === undefined ? {} : { _id: String(id) }),
  });
  return {
    records,
    url: url.href,
    rows: async (table) =>
      (await of(table).find().toArray()).map(({ _id, ...row }) => ({ id: _id, ...row })),
    set: async (table, where, values) => {
      await of(table).updateMany(filter(where), { $set: values });
    },
    remove: async (table, where) => {
      await of(table).deleteMany(filter(where));
    },
    dispose: async () => {
      await client.db().dropDatabase();
      await client.close();
      await close();
    },
  };
}
