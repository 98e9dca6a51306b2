import type { AccountDirectory } from '@madrigal/core/identity';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { parseNewAccount } from '../../shared/new-account.ts';
import { translated } from '../../shared/postgres-errors.ts';
import { hasAccounts, insertFirstAccount } from './first-account.ts';
import type { AccountsSettings } from './options.ts';
import {
  checkDeletable,
  confirmOwner,
  deleteAccount,
  endSessions,
  findFirstAdmin,
  getAccount,
  listAccounts,
  renameAccount,
  setLanguage,
  setRole,
} from './own-account.ts';
import { readSignIn } from './sign-in-facts.ts';

/** Accounts alone, for processes where nobody signs in. */
export function createAccountDirectory({ pool }: Pick<AccountsSettings, 'pool'>): AccountDirectory {
  return {
    hasAccounts: () => translated(() => hasAccounts(pool)),
    createFirstAccount: (account, language = null) =>
      translated(async () => {
        const valid = parseNewAccount(account);
        const hash = await hashPassword(valid.password);
        return insertFirstAccount(pool, { ...valid, language }, hash);
      }),
    findFirstAdmin: () => translated(() => findFirstAdmin(pool)),
    getAccount: (userId) => translated(() => getAccount(pool, userId)),
    listAccounts: (filter, page) => translated(() => listAccounts(pool, filter, page)),
    renameAccount: (userId, name) => translated(() => renameAccount(pool, userId, name)),
    setLanguage: (userId, language) => translated(() => setLanguage(pool, userId, language)),
    setRole: (userId, role) => translated(() => setRole(pool, userId, role)),
    endSessions: (userId) => translated(() => endSessions(pool, userId)),
    readSignIn: (userId) => translated(() => readSignIn(pool, userId)),
    confirmOwner: (userId, confirmation) =>
      translated(() => confirmOwner(pool, verifyPassword, userId, confirmation)),
    checkDeletable: (userId) => translated(() => checkDeletable(pool, userId)),
    deleteAccount: (userId) => translated(() => deleteAccount(pool, userId)),
  };
}
