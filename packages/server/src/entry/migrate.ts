// Brings the database, the tables, the queue and the buckets up to date, then ends: the job before every roll-out,
// also of one that goes back to the version before.
import { openAccountRecords } from '../compose/accounts.ts';
import { prepareBuckets } from '../compose/blobs.ts';
import { openDatabase } from '../compose/database.ts';
import { prepareTables } from '../compose/dynamodb.ts';
import { openJobs } from '../compose/jobs.ts';
import { openLog } from '../compose/log.ts';
import { loadProcessConfig } from '../config/index.ts';
import { runProgram } from './tell.ts';

await runProgram('Nothing is brought up to date', async () => {
  const config = loadProcessConfig();
  const { log, flush } = openLog(config);
  process.on('exit', flush);
  await using stack = new AsyncDisposableStack();
  const onProgress = (sentence: string) => log.info(sentence);
  const { pool } = await openDatabase(config, stack, {
    logger: log,
    onProgress,
    migrates: 'unless-newer',
  });
  await prepareTables(config);
  await openAccountRecords(config, pool, stack, true);
  await openJobs(config, pool, stack, log);
  await prepareBuckets(config, (sentence) => log.warn(sentence));
  log.info('everything is up to date');
});
