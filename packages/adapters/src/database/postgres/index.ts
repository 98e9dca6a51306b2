export { createAuditLog } from './audit-log.ts';
export { type DatabaseDump, dumpDatabase } from './backup/dump.ts';
export { type DatabaseFingerprint, fingerprintDatabase } from './backup/fingerprint.ts';
export { isEmptyDatabase, loadDatabase } from './backup/load.ts';
export {
  expireUploadsInParts,
  isMovingIn,
  markMovingIn,
  unmarkMovingIn,
} from './backup/moving-in.ts';
export { createCatalogueStore } from './catalogue-store.ts';
export { claimFolder, isClaimed } from './embedded/claim.ts';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  findEmbeddedPostgres,
  findRunningPostgres,
  startEmbeddedPostgres,
} from './embedded-server.ts';
export { createFigureSource } from './figures.ts';
export { createImportStore } from './import-store.ts';
export { createLibraryStore } from './library-store.ts';
export { createMarkStore } from './mark-store.ts';
export { createMediaStore } from './media-store.ts';
export { checkMigrated, migrate, migrateUnlessNewer } from './migrate.ts';
export { createPhotoAlbumStore } from './photo-album-store.ts';
export { createPlayQueueStore } from './play-queue-store.ts';
export { openPostgres, type Postgres, type PostgresOptions } from './pool.ts';
export { createQuotaStore } from './quota-store.ts';
export { createSentMessages } from './sent-messages.ts';
export { createShareStore } from './share-store.ts';
export { createShelfStore } from './shelf-store.ts';
export { createSlideshowStore } from './slideshow-store.ts';
export { createUploadStore } from './upload-store.ts';
