import { startDynoxide } from '../../packages/adapters/src/database/dynamodb/testing/dynoxide.ts';
import { type Instance, startInstance } from '../acceptance/harness/instance.ts';

/** Every group of stores that can be in tables of DynamoDB, by its setting. */
export const allStores = [
  'CATALOGUE',
  'LIBRARY',
  'MEDIA',
  'SLIDESHOWS',
  'SHARES',
  'PLAY_QUEUES',
] as const;

/**
 * An instance with these stores in tables of a stand-in of DynamoDB, and the rest in its own
 * PostgreSQL, until `stack` ends; null where this platform has no stand-in.
 */
export async function startOnTables(
  stack: AsyncDisposableStack,
  stores: readonly (typeof allStores)[number][],
): Promise<Instance | null> {
  const server = await startDynoxide();
  if (!server) return null;
  stack.defer(() => server.stop());
  const instance = await startInstance({
    ...Object.fromEntries(stores.map((name) => [name, 'dynamodb'])),
    DYNAMODB_ENDPOINT: server.endpoint,
    DYNAMODB_ACCESS_KEY_ID: 'a',
    DYNAMODB_SECRET_ACCESS_KEY: 's',
  });
  stack.defer(() => instance.dispose());
  return instance;
}
