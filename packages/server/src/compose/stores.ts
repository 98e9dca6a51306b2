import * as dynamodb from '@madrigal/adapters/database/dynamodb';
import * as postgres from '@madrigal/adapters/database/postgres';
import type { CatalogueStore } from '@madrigal/core/catalog';
import type { FigureSource } from '@madrigal/core/operations';
import type { Config } from '../config/index.ts';
import { tablesFor } from './dynamodb.ts';

/** Stores of which each group has an engine of its own. */
export function openStores(
  { stores }: Config,
  db: postgres.Postgres['db'],
  dynamo: dynamodb.Dynamo | null,
) {
  return {
    ...openMusic(stores, db, dynamo),
    ...(stores.media === 'dynamodb' ? mediaInTables(tablesFor(dynamo)) : mediaInPostgres(db)),
    slideshows:
      stores.slideshows === 'dynamodb'
        ? dynamodb.createSlideshowStore(tablesFor(dynamo))
        : postgres.createSlideshowStore(db),
    shares:
      stores.shares === 'dynamodb'
        ? dynamodb.createShareStore(tablesFor(dynamo))
        : postgres.createShareStore(db),
    playQueues:
      stores['play-queues'] === 'dynamodb'
        ? dynamodb.createPlayQueueStore(tablesFor(dynamo))
        : postgres.createPlayQueueStore(db),
  };
}

/** Catalogue, its imports, and library; a library in tables goes with a catalogue in either. */
function openMusic(
  { catalogue: engine, library }: Config['stores'],
  db: postgres.Postgres['db'],
  dynamo: dynamodb.Dynamo | null,
) {
  const inTables = engine === 'dynamodb';
  const imports = inTables
    ? dynamodb.createImportStore(tablesFor(dynamo))
    : postgres.createImportStore(db);
  const catalogue = inTables
    ? dynamodb.createCatalogueStore(tablesFor(dynamo))
    : postgres.createCatalogueStore(db);
  if (library === 'dynamodb') return { imports, ...libraryInTables(catalogue, tablesFor(dynamo)) };
  return {
    imports,
    catalogue,
    library: postgres.createLibraryStore(db),
    marks: postgres.createMarkStore(db),
    shelves: postgres.createShelfStore(db),
  };
}

function libraryInTables(plain: CatalogueStore, dynamo: dynamodb.Dynamo) {
  const catalogue = dynamodb.withPlayOrder(plain, dynamo);
  const marks = dynamodb.createMarkStore(dynamo, { catalogue });
  const library = dynamodb.createLibraryStore(dynamo, { catalogue, marks });
  const shelves = dynamodb.createShelfStore(dynamo, { catalogue, library });
  return { catalogue, library, marks, shelves };
}

/** Counts of the whole instance, wherever its catalogue is. */
export function openFigures(
  { stores }: Config,
  pool: postgres.Postgres['pool'],
  dynamo: dynamodb.Dynamo | null,
  countAccounts: () => Promise<number>,
): FigureSource {
  const inDatabase = postgres.createFigureSource(pool, countAccounts);
  if (stores.catalogue === 'postgres') return inDatabase;
  const readCatalogue = dynamodb.createCatalogueFigures(tablesFor(dynamo));
  return {
    read: async () => {
      const [people, catalogue] = await Promise.all([inDatabase.read(), readCatalogue()]);
      return { ...people, ...catalogue };
    },
  };
}

function mediaInPostgres(db: postgres.Postgres['db']) {
  return {
    uploads: postgres.createUploadStore(db),
    media: postgres.createMediaStore(db),
    photoAlbums: postgres.createPhotoAlbumStore(db),
    quotas: postgres.createQuotaStore(db),
  };
}

function mediaInTables(dynamo: dynamodb.Dynamo) {
  return {
    uploads: dynamodb.createUploadStore(dynamo),
    media: dynamodb.createMediaStore(dynamo),
    photoAlbums: dynamodb.createPhotoAlbumStore(dynamo),
    quotas: dynamodb.createQuotaStore(dynamo),
  };
}
