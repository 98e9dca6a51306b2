import type { Language, Role } from '@madrigal/contract';
import type {
  Account,
  ApiTokenStore,
  AppPasswordStore,
  InvitationStore,
  ListedAccount,
  SignInFacts,
} from '@madrigal/core/identity';
import type { Page, PageRequest, Position } from '@madrigal/core/shared';
import type { BetterAuthOptions } from 'better-auth';
import type { FirstAccount } from './first-account.ts';
import type { PasskeyStore } from './passkeys/passkey-store.ts';
import type { PhoneStore } from './phone/phone-store.ts';

/**
 * Everything that is kept of accounts, in one database: the rows of Better Auth, and ours beside them.
 * Methods throw errors of the database as they are; whoever calls translates them.
 */
export interface AccountRecords {
  /** What Better Auth keeps its own rows in. */
  database: NonNullable<BetterAuthOptions['database']>;
  /** Runs work with errors of this database translated. */
  translated<T>(work: () => Promise<T>): Promise<T>;
  /** Rejects while the database cannot be reached. */
  ping(): Promise<void>;
  hasAccounts(): Promise<boolean>;
  countAccounts(): Promise<number>;
  /** Writes the first account as admin; of any number of racing callers one succeeds. @throws setup_already_done */
  insertFirstAccount(account: FirstAccount, passwordHash: string): Promise<Account>;
  /** The admin who has been there longest. */
  findFirstAdmin(): Promise<Account | null>;
  /** @throws not_found */
  getAccount(userId: string): Promise<Account>;
  /** Newest first, as `AccountDirectory` says. @throws invalid_cursor */
  listAccounts(
    filter: { text: string },
    page: PageRequest<Position>,
  ): Promise<Page<ListedAccount, Position>>;
  /** @throws not_found */
  renameAccount(userId: string, name: string): Promise<Account>;
  /** @throws not_found */
  setLanguage(userId: string, language: Language): Promise<Account>;
  /** Of two last admins one stays. @throws not_found, conflict */
  setRole(userId: string, role: Role): Promise<void>;
  /** With devices that may leave out the second step, and links of mails under way. @throws not_found */
  endSessions(userId: string): Promise<void>;
  /** @throws not_found */
  readSignIn(userId: string): Promise<SignInFacts>;
  /** Null for an account that is signed in to in other ways alone. */
  findPasswordHash(userId: string): Promise<string | null>;
  /** @throws conflict for the last admin */
  checkDeletable(userId: string): Promise<void>;
  /** Deletes an account and all that goes with it. Of two last admins one stays. @throws conflict */
  deleteAccount(userId: string): Promise<void>;
  confirmAddress(userId: string): Promise<void>;
  /** True where the account has been used before, but never on the device of this hash. */
  rememberDevice(userId: string, deviceHash: Buffer): Promise<boolean>;
  /** @throws not_found, also for a password; conflict for the last way in */
  removeConnection(userId: string, id: string): Promise<void>;
  passkeys: PasskeyStore;
  phones: PhoneStore;
  apiTokens: ApiTokenStore;
  appPasswords: AppPasswordStore;
  invitations: InvitationStore;
}
