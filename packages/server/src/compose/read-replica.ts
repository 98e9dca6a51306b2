import { openPostgres, type Postgres } from '@madrigal/adapters/database/postgres';
import { hasCode, type Logger } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { recordQuery } from '../tracing/index.ts';
import { openFigures, openStores } from './stores.ts';

type AsyncMethod = (...args: never[]) => Promise<unknown>;

interface Beside {
  tables: Parameters<typeof openStores>[2];
  countAccounts: () => Promise<number>;
}

/**
 * The stores, of which some methods read from the replica where there is one. Only what nobody looks
 * at to see whether a change has arrived: a page that was told of a change must not read the old state.
 */
export function openReplicatedStores(
  config: Config,
  primary: Pick<Postgres, 'db' | 'pool'>,
  { tables, countAccounts }: Beside,
  stack: AsyncDisposableStack,
  logger: Logger,
) {
  const { database } = config;
  const storesOn = ({ db, pool }: Pick<Postgres, 'db' | 'pool'>) => ({
    ...openStores(config, db, tables),
    figures: openFigures(config, pool, tables, countAccounts),
  });
  const stores = storesOn(primary);
  if (database.kind !== 'postgres' || database.replica === null) return stores;
  const replica = openPostgres({
    connectionString: database.replica,
    maxConnections: database.maxConnections,
    onIdleError: (err) => logger.warn({ err }, 'idle connection to the read replica lost'),
    onQuery: recordQuery,
  });
  stack.defer(() => replica.close());
  const copies = storesOn(replica);
  const onAway = (err: unknown) => logger.warn({ err }, 'read replica away, asking the primary');
  return {
    ...stores,
    catalogue: preferring(stores.catalogue, copies.catalogue, ['searchCatalogue'], onAway),
    library: preferring(
      stores.library,
      copies.library,
      ['listMostPlayed', 'listMostPlayedGenres', 'listPlayedDays', 'getPlayTotals'],
      onAway,
    ),
    figures: preferring(stores.figures, copies.figures, ['read'], onAway),
  };
}

/** `primary`, with these methods of `copy` as long as it can be reached. */
function preferring<Store extends { [Name in keyof Store]: AsyncMethod }>(
  primary: Store,
  copy: Store,
  names: readonly (keyof Store)[],
  onAway: (error: unknown) => void,
): Store {
  const methods = names.map((name) => [
    name,
    async (...args: never[]) => {
      try {
        return await copy[name](...args);
      } catch (error) {
        if (!hasCode(error, 'unavailable')) throw error;
        onAway(error);
        return primary[name](...args);
      }
    },
  ]);
  return { ...primary, ...Object.fromEntries(methods) };
}
