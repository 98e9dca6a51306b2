import type { Role } from '@madrigal/contract';
import type { PostOffice } from '../notifications/index.ts';
import { type Clock, MadrigalError } from '../shared/index.ts';
import type { Account, AddedAccount, Caller } from './model.ts';
import { removeWithEverything } from './own-account.ts';
import type {
  AccountDirectory,
  ApiTokenStore,
  AppPasswordStore,
  ForgetPerson,
  OwnedData,
} from './ports.ts';

const LINK_DAYS = 7;
const DAY_MS = 24 * 3_600_000;

export interface PeopleDeps {
  directory: AccountDirectory;
  tokens: Pick<ApiTokenStore, 'listTokensOfUser' | 'deleteToken'>;
  appPasswords: Pick<AppPasswordStore, 'listAppPasswordsOf' | 'deleteAppPassword'>;
  /** What other modules keep for people. */
  owned: readonly OwnedData[];
  postOffice: Pick<PostOffice, 'post'>;
  /** Origin people use; null where any host is accepted. */
  publicUrl: string | null;
  clock: Clock;
  /** Where else people leave traces. */
  traces: readonly ForgetPerson[];
}

/** Other people's accounts, in the hands of admins. */
export function createPeople(deps: PeopleDeps) {
  return {
    create: (caller: Caller, account: AddedAccount) => createSomebody(deps, caller, account),
    /** @throws MadrigalError `not_found`, `conflict` (last admin) */
    setRole: (userId: string, role: Role) => deps.directory.setRole(userId, role),
    signOut: (userId: string) => signOut(deps, userId),
    delete: (caller: Caller, userId: string, email: string) =>
      deleteSomebody(deps, caller, userId, email),
  };
}

export type People = ReturnType<typeof createPeople>;

/**
 * Makes an account for somebody, who is written to and chooses its password. Should that mail be lost they ask for a new
 * password, as everybody does who forgot theirs.
 * @throws MadrigalError `conflict` (the address has an account), `invalid_request`
 */
async function createSomebody(
  { directory, postOffice, publicUrl, clock }: PeopleDeps,
  caller: Caller,
  added: AddedAccount,
): Promise<Account> {
  const maker = await directory.getAccount(caller.userId);
  const until = new Date(clock.now().getTime() + LINK_DAYS * DAY_MS);
  const { account, passwordToken } = await directory.createAccount(added, until);
  if (passwordToken !== null) {
    postOffice.post({
      kind: 'account_created',
      language: maker.language ?? 'en',
      to: account.email,
      url: `${publicUrl ?? ''}/reset-password?token=${encodeURIComponent(passwordToken)}`,
      values: { inviter: maker.name, until: until.toISOString().slice(0, 10) },
    });
  }
  return account;
}

/**
 * Ends all that somebody is signed in with: sessions, API tokens and app passwords.
 * @throws MadrigalError `not_found`
 */
async function signOut(
  { directory, tokens, appPasswords }: PeopleDeps,
  userId: string,
): Promise<void> {
  await directory.endSessions(userId);
  for (const { id } of await tokens.listTokensOfUser(userId)) {
    await tokens.deleteToken(userId, id).catch(unlessGone);
  }
  for (const { id } of await appPasswords.listAppPasswordsOf(userId)) {
    await appPasswords.deleteAppPassword(userId, id).catch(unlessGone);
  }
}

/** Its owner may have ended it at the same moment. */
function unlessGone(error: unknown): void {
  if (!(error instanceof MadrigalError && error.code === 'not_found')) throw error;
}

/** @throws MadrigalError `not_found`, `conflict` (another address, the caller, last admin) */
async function deleteSomebody(
  deps: PeopleDeps,
  caller: Caller,
  userId: string,
  email: string,
): Promise<void> {
  if (userId === caller.userId) {
    throw new MadrigalError('conflict', 'Delete your own account on its own page.');
  }
  const account = await deps.directory.getAccount(userId);
  if (account.email !== email.toLowerCase()) {
    throw new MadrigalError('conflict', 'The e-mail address is not the one of this account.');
  }
  await removeWithEverything(deps, { userId, role: account.role });
}
