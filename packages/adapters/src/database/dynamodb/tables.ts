/**
 * The tables as data, for whoever makes them: infrastructure code, a self-hosted server at start,
 * tests. It imports nothing. What lies in them: docs/dynamodb.md.
 *
 * Every table has the same keys. An index is sparse: an item is in it while it has both of the
 * index's attributes, `${index}Pk` and `${index}Sk`, and holds keys only. Whoever lists by an index
 * reads the items themselves afterwards, consistently.
 */
const PARTITION_KEY = 'pk';
const SORT_KEY = 'sk';
/** Seconds since 1970 after which DynamoDB drops an item. */
const TIME_TO_LIVE = 'dropAt';

/** Indexes of each table, by the question they answer. */
const tableIndexes = {
  /** `list`: of an owner. `stalled`: unfinished by last sign of life. `aging`: previews by age. */
  slideshows: ['list', 'stalled', 'aging'],
  /**
   * Media items, photo albums and uploads. `list`: of an owner, a tag or an album. `kind`: photos or
   * videos of an owner. `tagged`: tags of an owner. `hash`: what pictures look like. `stalled`:
   * unfinished by last sign of life. `expiring`: renditions and uploads. `trashed`: the trash by age.
   */
  media: ['list', 'kind', 'tagged', 'hash', 'stalled', 'expiring', 'trashed'],
  /** What ends a link must find it at once: all of it is read from the table, consistently. */
  shares: [],
  'play-queues': [],
  /**
   * Songs, albums and artists. `added`, `title`, `artist`, `album`, `year`: their orders. `name`: by
   * what they are called in a search. `trashed`: the trash by age.
   */
  catalogue: ['added', 'title', 'artist', 'album', 'year', 'name', 'trashed'],
  /**
   * `list`: playlists of a listener by change, favourites by time. `name`: playlists by name.
   * `target`: what names a song or artist. `adder`: items that somebody added. `played`: songs by
   * how often anybody played them. `cleared`: history that was cleared, by when.
   */
  library: ['list', 'name', 'target', 'adder', 'played', 'cleared'],
} as const satisfies Record<string, readonly string[]>;

export type TableName = keyof typeof tableIndexes;

export const tableNames = Object.keys(tableIndexes) as TableName[];

export interface IndexDefinition {
  name: string;
  partitionKey: string;
  sortKey: string;
  projection: 'KEYS_ONLY';
}

export interface TableDefinition {
  /** Goes behind the prefix of the instance: `madrigal-slideshows`. */
  name: TableName;
  /** All keys are strings. */
  partitionKey: typeof PARTITION_KEY;
  sortKey: typeof SORT_KEY;
  timeToLive: typeof TIME_TO_LIVE;
  billing: 'PAY_PER_REQUEST';
  pointInTimeRecovery: true;
  indexes: readonly IndexDefinition[];
}

/** What a table is like. */
export function tableDefinition(name: TableName): TableDefinition {
  return {
    name,
    partitionKey: PARTITION_KEY,
    sortKey: SORT_KEY,
    timeToLive: TIME_TO_LIVE,
    billing: 'PAY_PER_REQUEST',
    pointInTimeRecovery: true,
    indexes: tableIndexes[name].map((index) => ({
      name: index,
      partitionKey: `${index}Pk`,
      sortKey: `${index}Sk`,
      projection: 'KEYS_ONLY',
    })),
  };
}
