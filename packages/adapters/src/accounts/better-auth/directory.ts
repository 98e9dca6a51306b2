import type { AccountDirectory } from '@madrigal/core/identity';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { parseNewAccount } from '../../shared/new-account.ts';
import { createAccount } from './added-account.ts';
import { confirmOwner } from './confirm-owner.ts';
import type { AccountRecords } from './records.ts';

/** Accounts alone, for processes where nobody signs in. */
export function createAccountDirectory(records: AccountRecords): AccountDirectory {
  const { translated } = records;
  return {
    hasAccounts: () => translated(records.hasAccounts),
    createFirstAccount: (account, language = null) =>
      translated(async () => {
        const valid = parseNewAccount(account);
        const hash = await hashPassword(valid.password);
        return records.insertFirstAccount({ ...valid, language }, hash);
      }),
    createAccount: (account, until) => translated(() => createAccount(records, account, until)),
    findFirstAdmin: () => translated(records.findFirstAdmin),
    getAccount: (userId) => translated(() => records.getAccount(userId)),
    listAccounts: (filter, page) => translated(() => records.listAccounts(filter, page)),
    renameAccount: (userId, name) => translated(() => records.renameAccount(userId, name)),
    setLanguage: (userId, language) => translated(() => records.setLanguage(userId, language)),
    setRole: (userId, role) => translated(() => records.setRole(userId, role)),
    endSessions: (userId) => translated(() => records.endSessions(userId)),
    readSignIn: (userId) => translated(() => records.readSignIn(userId)),
    confirmOwner: (userId, confirmation, signedInAt) =>
      translated(() => confirmOwner(records, verifyPassword, { userId, signedInAt }, confirmation)),
    checkDeletable: (userId) => translated(() => records.checkDeletable(userId)),
    deleteAccount: (userId) => translated(() => records.deleteAccount(userId)),
  };
}
