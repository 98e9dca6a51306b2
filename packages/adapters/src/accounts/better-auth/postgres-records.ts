import type pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';
import { insertAccount } from './added-account.ts';
import { createApiTokenStore } from './api-token-store.ts';
import { createAppPasswordStore } from './app-password-store.ts';
import { hasAccounts, insertFirstAccount } from './first-account.ts';
import { createInvitationStore } from './invitation-store.ts';
import { rememberDevice } from './known-devices.ts';
import {
  checkDeletable,
  confirmAddress,
  countAccounts,
  deleteAccount,
  endSessions,
  findFirstAdmin,
  findPasswordHash,
  getAccount,
  listAccounts,
  renameAccount,
  setLanguage,
  setRole,
} from './own-account.ts';
import { createPasskeyStore } from './passkeys/passkey-store.ts';
import { createPhoneStore } from './phone/phone-store.ts';
import { removeConnection } from './providers/connection-store.ts';
import type { AccountRecords } from './records.ts';
import { readSignIn } from './sign-in-facts.ts';

/** Accounts in PostgreSQL, in a database that is migrated. The pool stays the caller's. */
export function createPostgresRecords(pool: pg.Pool): AccountRecords {
  const passkeys = createPasskeyStore(pool);
  return {
    database: pool,
    translated,
    ping: async () => void (await pool.query('SELECT')),
    hasAccounts: () => hasAccounts(pool),
    countAccounts: () => countAccounts(pool),
    insertFirstAccount: (account, hash) => insertFirstAccount(pool, account, hash),
    insertAccount: (account, link) => insertAccount(pool, account, link),
    findFirstAdmin: () => findFirstAdmin(pool),
    getAccount: (userId) => getAccount(pool, userId),
    listAccounts: (filter, page) => listAccounts(pool, filter, page),
    renameAccount: (userId, name) => renameAccount(pool, userId, name),
    setLanguage: (userId, language) => setLanguage(pool, userId, language),
    setRole: (userId, role) => setRole(pool, userId, role),
    endSessions: (userId) => endSessions(pool, userId),
    readSignIn: (userId) => readSignIn(pool, passkeys, userId),
    findPasswordHash: (userId) => findPasswordHash(pool, userId),
    checkDeletable: (userId) => checkDeletable(pool, userId),
    deleteAccount: (userId) => deleteAccount(pool, userId),
    confirmAddress: (userId) => confirmAddress(pool, userId),
    rememberDevice: (userId, deviceHash) => rememberDevice(pool, userId, deviceHash),
    removeConnection: (userId, id) => removeConnection(pool, userId, id),
    passkeys,
    phones: createPhoneStore(pool),
    apiTokens: createApiTokenStore(pool),
    appPasswords: createAppPasswordStore(pool),
    invitations: createInvitationStore(pool),
  };
}
