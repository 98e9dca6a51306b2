import type { Language } from '@madrigal/contract';
import type { Account, Caller } from './model.ts';
import type {
  AccountDirectory,
  ApiTokenStore,
  AppPasswordStore,
  ForgetPerson,
  OwnedData,
} from './ports.ts';

export interface OwnAccountDeps {
  directory: AccountDirectory;
  tokens: Pick<ApiTokenStore, 'listTokensOfUser'>;
  appPasswords: Pick<AppPasswordStore, 'listAppPasswordsOf'>;
  /** What other modules keep for people. */
  owned: readonly OwnedData[];
  /** Where else people leave traces. */
  traces: readonly ForgetPerson[];
}

/** One's own account: renamed, taken along and deleted. */
export function createOwnAccount(deps: OwnAccountDeps) {
  return {
    change: (caller: Caller, change: AccountChange) => changeAccount(deps, caller, change),
    delete: (caller: Caller, confirmation: string) => deleteAccount(deps, caller, confirmation),
    export: (caller: Caller) => exportAccount(deps, caller),
  };
}

export type OwnAccount = ReturnType<typeof createOwnAccount>;

interface AccountChange {
  name?: string | undefined;
  /** What they want to be written to in. */
  language?: Language | undefined;
}

async function changeAccount(
  { directory }: OwnAccountDeps,
  { userId }: Caller,
  { name, language }: AccountChange,
): Promise<Account> {
  if (name !== undefined) await directory.renameAccount(userId, name);
  return language ? directory.setLanguage(userId, language) : directory.getAccount(userId);
}

/** @throws MadrigalError `invalid_credentials`, `sign_in_again`, `conflict` (last admin) */
async function deleteAccount(
  deps: OwnAccountDeps,
  caller: Caller,
  confirmation: string,
): Promise<void> {
  const { userId, signedInAt = null } = caller;
  await deps.directory.confirmOwner(userId, confirmation, signedInAt);
  await removeWithEverything(deps, caller);
}

/**
 * Removes an account with everything it owns, and its owner's traces elsewhere. The account goes
 * last: after a failure it can be tried again.
 * @throws MadrigalError `conflict` (last admin)
 */
export async function removeWithEverything(
  { directory, owned, traces }: Pick<OwnAccountDeps, 'directory' | 'owned' | 'traces'>,
  owner: Caller,
): Promise<void> {
  const { userId } = owner;
  await directory.checkDeletable(userId);
  const { email } = await directory.getAccount(userId);
  const { phoneNumber } = await directory.readSignIn(userId);
  for (const part of owned) await part.removeAll(owner);
  for (const forget of traces) await forget({ userId, email: email.toLowerCase(), phoneNumber });
  await directory.deleteAccount(userId);
}

/** One file of an export. */
export interface ExportedFile {
  name: string;
  /** JSON, to be shown to people. */
  content: unknown;
}

/** Files of everything the account owns, one after another. */
async function* exportAccount(
  { directory, tokens, appPasswords, owned }: OwnAccountDeps,
  caller: Caller,
): AsyncGenerator<ExportedFile> {
  const { userId } = caller;
  const profile: Account = await directory.getAccount(userId);
  yield { name: 'profile.json', content: profile };
  yield { name: 'sign-in.json', content: await directory.readSignIn(userId) };
  const programs = {
    apiTokens: await tokens.listTokensOfUser(userId),
    musicApps: await appPasswords.listAppPasswordsOf(userId),
  };
  yield { name: 'programs.json', content: programs };
  for (const part of owned) yield { name: part.fileName, content: await part.exportAll(caller) };
}
