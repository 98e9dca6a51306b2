import { mongodbAdapter } from 'better-auth/adapters/mongodb';
import { MongoClient } from 'mongodb';
import type { AccountRecords } from '../records.ts';
import { accountLists } from './account-lists.ts';
import { accountMethods, finishDeletions } from './accounts.ts';
import { collectionsOf, prepareCollections } from './collections.ts';
import { translated } from './errors.ts';
import { createPasskeyStore } from './passkeys.ts';
import { createPhoneStore } from './phones.ts';
import { createApiTokenStore, createAppPasswordStore, createInvitationStore } from './tokens.ts';

/** As long as people wait for a PostgreSQL that restarts. */
const SELECTION_MS = 5000;
const CONNECT_MS = 3000;
const MOST_CONNECTIONS = 10;

export interface MongoRecords {
  records: AccountRecords;
  /** Makes missing indexes and goes on with what was interrupted. @throws unavailable */
  prepare(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Accounts in MongoDB, or a server of its protocol, in the database that the URL names. Nothing here
 * needs transactions: what must happen alone is done under a lock, and what must happen whole is noted
 * before. Connects lazily.
 */
export function openMongoRecords({ url }: { url: string }): MongoRecords {
  const client = new MongoClient(url, {
    appName: 'madrigal',
    serverSelectionTimeoutMS: SELECTION_MS,
    connectTimeoutMS: CONNECT_MS,
    maxPoolSize: MOST_CONNECTIONS,
    promoteBuffers: true,
  });
  const db = client.db();
  const all = collectionsOf(db);
  const stores = { passkeys: createPasskeyStore(all), phones: createPhoneStore(all) };
  return {
    records: {
      // Without the client, which is to say without transactions.
      database: mongodbAdapter(db),
      translated,
      ping: async () => void (await db.command({ ping: 1 })),
      ...accountMethods(all),
      ...accountLists(all, stores),
      ...stores,
      apiTokens: createApiTokenStore(all),
      appPasswords: createAppPasswordStore(all),
      invitations: createInvitationStore(all),
    },
    prepare: () =>
      translated(async () => {
        await prepareCollections(all);
        await finishDeletions(all);
      }),
    close: () => client.close(),
  };
}
