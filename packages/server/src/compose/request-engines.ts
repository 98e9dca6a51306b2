import { createAuditLog, createSentMessages } from '@madrigal/adapters/database/postgres';
import { createPostOffice, createTextOffice } from '@madrigal/core/notifications';
import { type JobSender, type Logger, newId, systemClock } from '@madrigal/core/shared';
import { type Config, loadOrCreateSecrets } from '../config/index.ts';
import { createAccounts, openAccountRecords } from './accounts.ts';
import { openBlobs } from './blobs.ts';
import { openDatabase } from './database.ts';
import { createUrlSigning } from './delivery.ts';
import { openTables } from './dynamodb.ts';
import { openEvents } from './events.ts';
import { openJobs } from './jobs.ts';
import { deriveLinkKey } from './link-key.ts';
import { createMail } from './mail.ts';
import { openReplicatedStores } from './read-replica.ts';
import { openRequestCounter } from './request-counter.ts';
import { createSms } from './sms.ts';

export interface RequestEnginesDeps {
  logger: Logger;
  onProgress: (sentence: string) => void;
  /** Whether the database is brought up to date first. */
  migrates: boolean;
  /** Put around what sends jobs. */
  sendingBy?: (sender: JobSender) => JobSender;
}

/**
 * Opens what keeps, sends and signs, in order: all that requests need but tools for media. What was
 * opened is put on `stack`, which ends it in the opposite order.
 */
export async function openRequestEngines(
  config: Config,
  stack: AsyncDisposableStack,
  deps: RequestEnginesDeps,
) {
  const { logger, sendingBy = (sender: JobSender) => sender } = deps;
  const clock = systemClock;
  const secrets = await loadOrCreateSecrets(config);
  const database = await openDatabase(config, stack, deps);
  const tables = await openTables(config, stack, deps);
  const queue = await openJobs(config, database.pool, stack, logger);
  const jobs = { ...queue, sender: sendingBy(queue.sender) };
  const records = await openAccountRecords(config, database.pool, stack, deps.migrates);
  const countAccounts = () => records.translated(records.countAccounts);
  const sentMessages = createSentMessages(database);
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
    sentMessages,
    mail: await createMail(config, database.pool, sentMessages),
    sms: await createSms(config, database.pool, sentMessages),
    accounts: createAccounts(config, secrets, {
      pool: database.pool,
      records,
      logger,
      postOffice,
      textOffice: config.sms.kind === 'off' ? null : textOffice,
    }),
    audit: createAuditLog(database.db),
    ...openReplicatedStores(config, database, { tables, countAccounts }, stack, logger),
    shareLinkKey: deriveLinkKey(secrets),
    publicUrl: config.http.publicUrl,
    jobs,
    events: await openEvents(config, database, stack, logger),
    requestCounter: await openRequestCounter(config, stack, logger),
  };
}
