import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import {
  createAuditLog,
  createCatalogueStore,
  createFigureSource,
  createImportStore,
  createLibraryStore,
  createMarkStore,
  createShelfStore,
} from '@madrigal/adapters/database/postgres';
import { createFilesystemFolders } from '@madrigal/adapters/folders/filesystem';
import {
  coverScaler,
  createAudioTools,
  createContentSniffer,
  createImageProcessor,
  createVideoTools,
  locateFfmpeg,
} from '@madrigal/adapters/media-tools';
import { createBeatDetector } from '@madrigal/adapters/media-tools/beats';
import { createSlideshowRenderer } from '@madrigal/adapters/media-tools/slideshow';
import { createVideoProcessor } from '@madrigal/core/media/video';
import { createPostOffice, createTextOffice } from '@madrigal/core/notifications';
import { type Logger, newId, systemClock } from '@madrigal/core/shared';
import { type Config, loadOrCreateSecrets } from '../config/index.ts';
import { createAccounts } from './accounts.ts';
import { openBlobs } from './blobs.ts';
import { openDatabase } from './database.ts';
import { createUrlSigning } from './delivery.ts';
import { openTables } from './dynamodb.ts';
import { openEvents } from './events.ts';
import { openJobs } from './jobs.ts';
import { deriveLinkKey } from './link-key.ts';
import { createMail } from './mail.ts';
import { openRequestCounter } from './request-counter.ts';
import { createSms } from './sms.ts';
import { openStores } from './stores.ts';
import { openTempRoot } from './temp-dir.ts';

/** How often imports and slideshows store how far they are. */
const REPORT_EVERY_MS = 1000;

export type Engines = Awaited<ReturnType<typeof startEngines>>;

/**
 * Starts the engine of every port, in order. What was started is put on `stack`, which ends it in
 * the opposite order.
 */
export async function startEngines(
  config: Config,
  stack: AsyncDisposableStack,
  deps: { logger: Logger; onProgress: (sentence: string) => void; migrates: boolean },
) {
  const { logger } = deps;
  const clock = systemClock;
  const ffmpegPath = await locateFfmpeg(config.media.ffmpegPath ?? undefined, (sentence) =>
    logger.warn({}, sentence),
  );
  const secrets = await loadOrCreateSecrets(config);
  const database = await openDatabase(config, stack, deps);
  const jobs = await openJobs(config, database.pool, stack, logger);
  const postOffice = createPostOffice({ jobs: jobs.sender, newId, logger });
  const textOffice = createTextOffice({ jobs: jobs.sender, newId, logger });
  return {
    clock,
    postOffice,
    newId,
    logger,
    databaseLocation: database.location,
    databasePool: () => ({
      total: database.pool.totalCount,
      idle: database.pool.idleCount,
      waiting: database.pool.waitingCount,
    }),
    ping: async () => void (await database.pool.query('SELECT 1')),
    blobs: await openBlobs(config, secrets, stack, clock),
    ...createUrlSigning(config, secrets),
    mail: createMail(config, database.pool),
    sms: createSms(config, database.pool),
    accounts: createAccounts(config, secrets, {
      pool: database.pool,
      logger,
      postOffice,
      textOffice: config.sms.kind === 'off' ? null : textOffice,
    }),
    audit: createAuditLog(database.db),
    figures: createFigureSource(database.pool),
    catalogue: createCatalogueStore(database.db),
    library: createLibraryStore(database.db),
    processors: {
      image: createImageProcessor(),
      video: createVideoProcessor(createVideoTools({ ffmpegPath, logger }), createImageProcessor()),
    },
    marks: createMarkStore(database.db),
    shelves: createShelfStore(database.db),
    shareLinkKey: deriveLinkKey(secrets),
    imports: createImportStore(database.db),
    folders: createFilesystemFolders({
      dataDir: config.dataDir,
      linkRoots: config.imports.roots,
    }),
    importing: { filesAtOnce: availableParallelism(), reportEveryMs: REPORT_EVERY_MS },
    ...openStores(config, database.db, await openTables(config, stack, deps)),
    renderer: createSlideshowRenderer({ ffmpegPath }),
    beats: createBeatDetector({ ffmpegPath }),
    reportEveryMs: REPORT_EVERY_MS,
    publicUrl: config.http.publicUrl,
    jobs,
    events: await openEvents(config, database, stack, logger),
    requestCounter: openRequestCounter(config, stack, logger),
    coverScaler,
    audio: createAudioTools({ ffmpegPath, logger }),
    sniffer: createContentSniffer(),
    withTempDir: await openTempRoot(join(config.dataDir, 'tmp')),
  };
}
