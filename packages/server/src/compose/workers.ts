import { allReferences, sweepCatalogue } from '@madrigal/core/catalog';
import { sweepPlays } from '@madrigal/core/library';
import { sweepImports } from '@madrigal/core/media/import';
import { sweepMedia } from '@madrigal/core/media/items';
import { sweepUploads } from '@madrigal/core/media/upload';
import { type JobKind, type JobSender, jobKinds } from '@madrigal/core/shared';
import { sweepSlideshowFiles, sweepSlideshows } from '@madrigal/core/slideshow';
import type { Config } from '../config/index.ts';
import {
  isOfClasses,
  type JobDeps,
  startSchedule,
  startWorker,
  type Worker,
} from '../jobs/index.ts';
import type { Metrics } from '../metrics/index.ts';
import type { Engines } from './engines.ts';
import { slideshowPhotos } from './slideshow-photos.ts';

const IDLE_MS = 1000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** These can take hours: each kind has a worker of its own, or everything else would wait for them. */
const LONG_KINDS: readonly JobKind[] = ['library.import', 'video.process', 'slideshow.render'];

/** Workers for the kinds of jobs that this process does, and the sweep, until `stack` ends. */
export function startWorkers(
  config: Config,
  engines: Engines & { metrics: Metrics },
  jobs: JobSender,
  stack: AsyncDisposableStack,
): Pick<Worker, 'wake' | 'retire'> {
  const { logger } = engines;
  const runDeps = {
    source: engines.jobs.source,
    handlerDeps: jobDeps(config, engines, jobs),
    logger,
    leaseSeconds: config.jobs.leaseSeconds,
    onEnd: engines.metrics.onJob,
  };
  const graceMs = config.shutdown.graceSeconds * 1000;
  const start = (kinds: readonly JobKind[], concurrency: number) =>
    startWorker(runDeps, { kinds, concurrency, idleMs: IDLE_MS, graceMs });
  const ours = jobKinds.filter((kind) => isOfClasses(config.workers, kind));
  const shortKinds = ours.filter((kind) => !LONG_KINDS.includes(kind));
  const workers = [
    ...(shortKinds.length > 0 ? [start(shortKinds, config.jobs.concurrency)] : []),
    // One at a time: a rendering uses all processors.
    ...ours.filter((kind) => LONG_KINDS.includes(kind)).map((kind) => start([kind], 1)),
  ];
  // All at once: one after another they could take longer than whoever stops the process waits.
  stack.defer(async () => void (await Promise.all(workers.map((worker) => worker.stop()))));
  for (const { name, everyMs, run } of sweepsOf(config, engines, jobs)) {
    const schedule = startSchedule(name, everyMs, run, logger);
    stack.defer(() => schedule.stop());
  }
  return {
    wake: () => {
      for (const worker of workers) worker.wake();
    },
    retire: () => {
      for (const worker of workers) worker.retire();
    },
  };
}

/** What is done from time to time, whether or not anybody asks. */
export interface Sweep {
  name: string;
  everyMs: number;
  run: () => Promise<void>;
}

/** Everything that is swept, and how often. */
export function sweepsOf(config: Config, engines: Engines, jobs: JobSender): Sweep[] {
  const { slideshows, blobs } = engines;
  const processed = blobs.processed.store;
  const references = allReferences(engines.library, engines.marks);
  return [
    {
      name: 'sweep',
      everyMs: config.jobs.sweepIntervalSeconds * 1000,
      run: () => sweep(config, engines, jobs),
    },
    {
      name: 'catalogue sweep',
      everyMs: HOUR_MS,
      run: async () => void (await sweepCatalogue({ ...engines, references, processed })),
    },
    {
      name: 'slideshow files sweep',
      everyMs: HOUR_MS,
      run: async () => void (await sweepSlideshowFiles({ slideshows, processed })),
    },
    { name: 'forget', everyMs: HOUR_MS, run: () => forget(config, engines) },
  ];
}

export function jobDeps(config: Config, engines: Engines, jobs: JobSender): JobDeps {
  return {
    ...engines,
    jobs,
    directory: engines.accounts.directory,
    mail: engines.mail.sender,
    sms: engines.sms.sender,
    photos: slideshowPhotos(engines, jobs),
    raw: engines.blobs.raw.store,
    processed: engines.blobs.processed.store,
    renditionTtlMs: config.media.renditionDays * DAY_MS,
  };
}

async function forget(
  config: Config,
  { audit, blobs, clock, library, sentMessages }: Engines,
): Promise<void> {
  const ago = (hours: number) => new Date(clock.now().getTime() - hours * HOUR_MS);
  await audit.forgetBefore(ago(config.audit.retentionDays * 24));
  await sweepPlays({ library, clock });
  // Queues drop a message after 14 days, so none comes again later.
  await sentMessages.forgetBefore(ago(15 * 24));
  // No upload is open for longer, so these parts lost theirs to a crash. S3 has a lifecycle rule for it.
  await blobs.raw.sweepMultiparts(ago(config.uploads.expiryHours + 1));
}

async function sweep(config: Config, engines: Engines, jobs: JobSender): Promise<void> {
  const { clock, events, uploads, imports, logger, blobs } = engines;
  // Work under way reports progress at least once per lease; four leases of silence mean it is lost.
  const stalledAfterMs = config.jobs.leaseSeconds * 4 * 1000;
  await sweepImports({ imports, jobs, clock }, stalledAfterMs);
  await sweepSlideshows({
    ...engines,
    jobs,
    processed: blobs.processed.store,
    deadJobs: engines.jobs.source,
    stalledAfterMs,
  });
  await sweepMedia({
    ...engines,
    jobs,
    raw: blobs.raw.store,
    processed: blobs.processed.store,
    deadJobs: engines.jobs.source,
    stalledAfterMs,
  });
  await sweepUploads({
    uploads,
    raw: blobs.raw.store,
    jobs,
    deadJobs: engines.jobs.source,
    events,
    clock,
    logger,
    stalledAfterMs,
  });
}
