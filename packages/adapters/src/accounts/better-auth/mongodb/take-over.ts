import { createHash } from 'node:crypto';
import { MadrigalError } from '@madrigal/core/shared';
import { BSON, type Collection, type Db, MongoClient } from 'mongodb';
import type pg from 'pg';
import { translated as translatedFromPostgres } from '../../../shared/postgres-errors.ts';
import { collectionsOf, prepareCollections } from './collections.ts';
import { translated } from './errors.ts';

type Row = Record<string, unknown>;
type Document = Row & { _id: string };

/** Collections by the table that fills them, and what becomes of a row. */
const TABLES: Readonly<Record<string, (row: Row) => Document>> = {
  auth_users: ({ phone_number: _, ...row }) => withId(row),
  auth_credentials: withId,
  auth_sessions: withId,
  auth_two_factors: withId,
  auth_verifications: withId,
  auth_token_keys: withId,
  auth_devices: ({ user_id, device_hash, last_seen_at }) => ({
    _id: `${user_id} ${hex(device_hash)}`,
    user_id,
    last_seen_at,
  }),
  auth_passkeys: withId,
  auth_phone_codes: withId,
  api_tokens: (row) => withId({ ...row, secret_hash: hex(row.secret_hash) }),
  app_passwords: (row) => withId({ ...row, secret_hash: hex(row.secret_hash) }),
  invitations: (row) => withId({ ...row, token_hash: hex(row.token_hash) }),
};

/** Tables of accounts in PostgreSQL, which are empty where these are in MongoDB; not all are worth taking along. */
export const accountTables: readonly string[] = [...Object.keys(TABLES), 'auth_rate_limits'];

export interface AccountsTakenOver {
  collections: number;
  documents: number;
}

/**
 * Takes accounts, with all that belongs to them, from PostgreSQL to MongoDB, compares counts and hashes, and
 * empties the tables. Nobody may use either meanwhile. It can be interrupted at any moment and run again.
 * @throws MadrigalError `conflict` where accounts are in MongoDB that are not in PostgreSQL, `unavailable`
 */
export async function takeOverAccounts(
  pool: pg.Pool,
  { url }: { url: string },
): Promise<AccountsTakenOver> {
  const client = new MongoClient(url, { appName: 'madrigal', promoteBuffers: true });
  try {
    return await translated(() => translatedFromPostgres(() => takeOver(pool, client.db())));
  } finally {
    await client.close();
  }
}

async function takeOver(pool: pg.Pool, db: Db): Promise<AccountsTakenOver> {
  const wanted = await readAll(pool);
  await refuseOthers(db, wanted);
  await prepareCollections(collectionsOf(db));
  let documents = 0;
  for (const [name, all] of wanted) {
    const collection = db.collection<Document>(name);
    await fill(collection, all);
    documents += all.length;
  }
  await pool.query(`TRUNCATE ${accountTables.join(', ')}`);
  return { collections: wanted.size, documents };
}

/** The documents of every collection, in the order of their ids. */
async function readAll(pool: pg.Pool): Promise<Map<string, Document[]>> {
  const all = new Map<string, Document[]>();
  for (const [table, toDocument] of Object.entries(TABLES)) {
    const { rows } = await pool.query<Row>(`SELECT * FROM ${table}`);
    all.set(table, sorted(rows.map(toDocument)));
  }
  const { rows } = await pool.query<Row>(
    'SELECT phone_number, id FROM auth_users WHERE phone_number IS NOT NULL',
  );
  const numbers = rows.map(({ phone_number, id }) => ({ _id: String(phone_number), user_id: id }));
  return all.set('auth_phone_numbers', sorted(numbers));
}

/** Whoever is here already came in an attempt before, or was here first. */
async function refuseOthers(db: Db, wanted: ReadonlyMap<string, Document[]>): Promise<void> {
  const known = wanted.get('auth_users') ?? [];
  // Emptied tables: an earlier attempt has done it all.
  if (known.length === 0) return;
  const ids = known.map(({ _id }) => _id);
  const other = await db.collection<Document>('auth_users').findOne({ _id: { $nin: ids } });
  if (!other) return;
  throw new MadrigalError(
    'conflict',
    'There are other accounts in MONGODB_URL already. Name an empty database.',
  );
}

/** @throws unavailable where something else is there in the end */
async function fill(collection: Collection<Document>, documents: Document[]): Promise<void> {
  for (const document of documents) {
    await collection.replaceOne({ _id: document._id }, document, { upsert: true });
  }
  const ids = documents.map(({ _id }) => _id);
  const found = sorted(await collection.find({ _id: { $in: ids } }).toArray());
  if (hashOf(found) === hashOf(documents)) return;
  throw new MadrigalError(
    'unavailable',
    `${collection.collectionName} is not the same in MongoDB. Run it again.`,
  );
}

function hashOf(documents: Document[]): string {
  const hash = createHash('sha256');
  for (const document of documents) hash.update(BSON.serialize(document));
  return hash.digest('hex');
}

function withId({ id, ...row }: Row): Document {
  return { _id: String(id), ...row };
}

function sorted(documents: Document[]): Document[] {
  return documents.toSorted((a, b) => (a._id < b._id ? -1 : 1));
}

function hex(bytes: unknown): string {
  return (bytes as Buffer).toString('hex');
}
