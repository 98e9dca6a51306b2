import { MadrigalError } from '@madrigal/core/shared';
import { describe, expect, it } from 'vitest';
import { startDynoxide } from '../../../adapters/src/database/dynamodb/testing/dynoxide.ts';
import { nodeFiles } from '../config/files.ts';
import { loadConfig } from '../config/load-config.ts';
import { openTables } from './dynamodb.ts';

describe('tables that are missing', () => {
  it.each([
    ['yes', 'unavailable'],
    ['no', 'opened'],
  ])('are looked for at start where they are ours to make: %s', async (manages, expected) => {
    await using stack = new AsyncDisposableStack();
    const server = await startDynoxide();
    if (!server) return;
    stack.defer(() => server.stop());
    const config = loadConfig({
      env: {
        ...{ SHARES: 'dynamodb', DYNAMODB_ENDPOINT: server.endpoint },
        ...{ DYNAMODB_ACCESS_KEY_ID: 'a', DYNAMODB_SECRET_ACCESS_KEY: 's' },
        DYNAMODB_MANAGE_TABLES: manages,
      },
      argv: [],
      cwd: import.meta.dirname,
      files: { ...nodeFiles, faultOfFolder: () => null },
    });
    const opening = openTables(config, stack, { migrates: false });
    const outcome = await opening.then(
      () => 'opened',
      (error) => (error instanceof MadrigalError ? error.code : error),
    );
    expect(outcome).toBe(expected);
  });
});
