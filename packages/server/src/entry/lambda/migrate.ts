import { hasCode } from '@madrigal/core/shared';
import { openDatabase } from '../../compose/database.ts';
import { openContainer } from './runtime/container.ts';

/**
 * Brings the database up to date: what a deployment calls before every other function changes. A deployment
 * that is taken back calls the version before, which finds all it needs in the newer schema.
 */
export async function handler(): Promise<{ migrated: boolean }> {
  const { config, log } = await openContainer('migrate', ['--services=worker']);
  const open = async (migrates: boolean) => {
    await using stack = new AsyncDisposableStack();
    await openDatabase(config, stack, { logger: log, onProgress: () => {}, migrates });
    return { migrated: migrates };
  };
  try {
    return await open(false);
  } catch (error) {
    if (!hasCode(error, 'unavailable')) throw error;
    return open(true);
  }
}
