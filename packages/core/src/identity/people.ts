import type { Role } from '@madrigal/contract';
import { MadrigalError } from '../shared/index.ts';
import type { Caller } from './model.ts';
import { removeWithEverything } from './own-account.ts';
import type { AccountDirectory, ApiTokenStore, AppPasswordStore, OwnedData } from './ports.ts';

export interface PeopleDeps {
  directory: AccountDirectory;
  tokens: Pick<ApiTokenStore, 'listTokensOfUser' | 'deleteToken'>;
  appPasswords: Pick<AppPasswordStore, 'listAppPasswordsOf' | 'deleteAppPassword'>;
  /** What other modules keep for people. */
  owned: readonly OwnedData[];
}

/** Other people's accounts, in the hands of admins. */
export function createPeople(deps: PeopleDeps) {
  return {
    /** @throws MadrigalError `not_found`, `conflict` (last admin) */
    setRole: (userId: string, role: Role) => deps.directory.setRole(userId, role),
    signOut: (userId: string) => signOut(deps, userId),
    delete: (caller: Caller, userId: string, email: string) =>
      deleteSomebody(deps, caller, userId, email),
  };
}

export type People = ReturnType<typeof createPeople>;

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
