import type { Account, Caller } from './model.ts';
import type { AccountDirectory, OwnedData } from './ports.ts';

export interface OwnAccountDeps {
  directory: AccountDirectory;
  /** What other modules keep for people. */
  owned: readonly OwnedData[];
}

/** One's own account: renamed, taken along and deleted. */
export function createOwnAccount(deps: OwnAccountDeps) {
  return {
    rename: (caller: Caller, name: string) => deps.directory.renameAccount(caller.userId, name),
    delete: (caller: Caller, confirmation: string) => deleteAccount(deps, caller, confirmation),
    export: (caller: Caller) => exportAccount(deps, caller),
  };
}

export type OwnAccount = ReturnType<typeof createOwnAccount>;

/**
 * Deletes an account with everything it owns. The account goes last: after a failure it can be
 * tried again.
 * @throws MadrigalError `invalid_credentials`, `conflict` (last admin)
 */
async function deleteAccount(
  { directory, owned }: OwnAccountDeps,
  caller: Caller,
  confirmation: string,
): Promise<void> {
  await directory.confirmOwner(caller.userId, confirmation);
  await directory.checkDeletable(caller.userId);
  for (const part of owned) await part.removeAll(caller);
  await directory.deleteAccount(caller.userId);
}

/** One file of an export. */
export interface ExportedFile {
  name: string;
  /** JSON, to be shown to people. */
  content: unknown;
}

/** Files of everything the account owns, one after another. */
async function* exportAccount(
  { directory, owned }: OwnAccountDeps,
  caller: Caller,
): AsyncGenerator<ExportedFile> {
  const profile: Account = await directory.getAccount(caller.userId);
  yield { name: 'profile.json', content: profile };
  for (const part of owned) yield { name: part.fileName, content: await part.exportAll(caller) };
}
