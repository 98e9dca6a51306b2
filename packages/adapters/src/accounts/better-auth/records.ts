import type {
  Account,
  AccountDirectory,
  ApiTokenStore,
  AppPasswordStore,
  InvitationStore,
} from '@madrigal/core/identity';
import type { BetterAuthOptions } from 'better-auth';
import type { FirstAccount } from './first-account.ts';
import type { PasskeyStore } from './passkeys/passkey-store.ts';
import type { PhoneStore } from './phone/phone-store.ts';

/** What lets somebody choose a password: a row as Better Auth writes it for one that was forgotten. */
export interface PasswordLink {
  /** Hashed, as `storeIdentifier` in its options has it. */
  identifier: string;
  until: Date;
}

/**
 * Everything that is kept of accounts, in one database: the rows of Better Auth, and ours beside them.
 * Methods throw errors of the database as they are; whoever calls translates them.
 */
export interface AccountRecords
  extends Omit<AccountDirectory, 'createFirstAccount' | 'createAccount' | 'confirmOwner'> {
  /** What Better Auth keeps its own rows in. */
  database: NonNullable<BetterAuthOptions['database']>;
  /** Runs work with errors of this database translated. */
  translated<T>(work: () => Promise<T>): Promise<T>;
  /** Rejects while the database cannot be reached. */
  ping(): Promise<void>;
  countAccounts(): Promise<number>;
  /** Writes the first account as admin; of any number of racing callers one succeeds. @throws setup_already_done */
  insertFirstAccount(account: FirstAccount, passwordHash: string): Promise<Account>;
  /** Writes an account without a password, and the link to choose one by. False where its address has an account. */
  insertAccount(account: Account, link: PasswordLink): Promise<boolean>;
  /** Null for an account that is signed in to in other ways alone. */
  findPasswordHash(userId: string): Promise<string | null>;
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
