import { openDatabase } from '../../compose/database.ts';
import { openContainer } from './runtime/container.ts';

/**
 * Brings the database up to date: what a deployment calls before every other function changes. A deployment
 * that is taken back calls the version before, which takes the newer schema as it is.
 */
export async function handler(): Promise<void> {
  const { config, log } = await openContainer('migrate', ['--services=worker']);
  await using stack = new AsyncDisposableStack();
  await openDatabase(config, stack, {
    logger: log,
    onProgress: () => {},
    migrates: 'unless-newer',
  });
}
