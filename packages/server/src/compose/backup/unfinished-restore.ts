import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';

/** In a data folder while a backup is being restored into it: names the backup. */
const MARKER = 'restoring-from';

const markerIn = (dataDir: string) => join(dataDir, MARKER);

/** The backup that a restore began with and did not finish, null when there is none. */
export async function unfinishedRestore(dataDir: string): Promise<string | null> {
  return readFile(markerIn(dataDir), 'utf8').catch(() => null);
}

export async function markRestore(dataDir: string, backup: string): Promise<void> {
  await writeFile(markerIn(dataDir), backup, { flush: true });
}

export async function unmarkRestore(dataDir: string): Promise<void> {
  await rm(markerIn(dataDir));
}

/** @throws MadrigalError `unavailable` for a data folder that holds half of a backup */
export async function refuseUnfinishedRestore(dataDir: string): Promise<void> {
  const backup = await unfinishedRestore(dataDir);
  if (backup === null) return;
  throw new MadrigalError(
    'unavailable',
    `${dataDir} holds a restore that did not finish. Run it again (npm run restore -- ${backup}), or remove the folder.`,
  );
}
