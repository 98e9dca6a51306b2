export { createCatalogueFigures, createCatalogueStore } from './catalogue/index.ts';
export { type Dynamo, type DynamoOptions, openDynamo } from './client.ts';
export { checkTables, ensureTables } from './ensure-tables.ts';
export { createImportStore } from './imports/index.ts';
export {
  createLibraryStore,
  createMarkStore,
  createShelfStore,
  withPlayOrder,
} from './library/index.ts';
export { createMediaStore } from './media/index.ts';
export { createPhotoAlbumStore } from './photo-albums/index.ts';
export { createPlayQueueStore } from './play-queues/index.ts';
export { createQuotaStore } from './quotas/index.ts';
export { createShareStore } from './shares/index.ts';
export { createSlideshowStore } from './slideshows/index.ts';
export { type TableName, tableNames } from './tables.ts';
export { createUploadStore } from './uploads/index.ts';
