import { type BlobKey, hasCode } from '../../shared/index.ts';
import { MediaRejectedError } from '../dispatch/index.ts';
import { createProgress, hashBytes } from '../process/index.ts';
import { captureOf } from './capture.ts';
import type { MediaProcessingDeps } from './deps.ts';
import { mediaPrefix, renditionFolder, renditionKey } from './media-keys.ts';
import type { MediaItem, Rendition } from './model.ts';
import type { ProcessedMedia } from './ports.ts';
import { findUnprocessed, markProcessing, markReady, markRejected } from './progress.ts';

/**
 * Makes what is shown of a photo or video. Idempotent: a repeated run writes the same objects of
 * the same generation, and a finished item is left alone.
 */
export async function processMedia(
  deps: MediaProcessingDeps,
  mediaId: string,
  signal: AbortSignal,
): Promise<void> {
  const item = await findUnprocessed(deps, mediaId);
  if (!item) return;
  try {
    await markProcessing(deps, item, 'reading', 0);
    const contentHash = await hashBytes((await deps.raw.read(item.rawKey)).chunks);
    await deps.withTempDir(async (dir) => {
      const made = await runProcessor(deps, item, dir, signal);
      await publish(deps, item, contentHash, made);
    });
  } catch (error) {
    if (error instanceof MediaRejectedError) await markRejected(deps, item, error);
    else if (!(await isGone(deps, item, error))) throw error;
  }
}

/** Then what was missing went with the item, and there is nothing left to do. */
async function isGone(
  deps: Pick<MediaProcessingDeps, 'media'>,
  item: MediaItem,
  error: unknown,
): Promise<boolean> {
  return hasCode(error, 'not_found') && (await findUnprocessed(deps, item.id)) === null;
}

function runProcessor(
  deps: MediaProcessingDeps,
  item: MediaItem,
  dir: string,
  signal: AbortSignal,
): Promise<ProcessedMedia> {
  // Whoever removes the item while it is made stops its maker at the next sign of progress.
  const removed = new AbortController();
  const report = createProgress((step, percent) => markProcessing(deps, item, step, percent));
  const onProgress = (step: string, percent: number) => {
    report(step, percent).catch((error: unknown) => removed.abort(error));
  };
  return deps.raw.withLocalFile(item.rawKey, async (path) => {
    const source = { path, format: item.format };
    const made = await deps.processors[item.kind].process(source, {
      dir,
      onProgress,
      signal: AbortSignal.any([signal, removed.signal]),
    });
    // Waits for every report before, so that none comes after the end.
    await report('storing', 0);
    return made;
  });
}

async function publish(
  deps: MediaProcessingDeps,
  item: MediaItem,
  contentHash: string,
  { facts, files, renditions }: ProcessedMedia,
): Promise<void> {
  const folder = renditionFolder(item.id, item.generation);
  for (const { name, path } of files)
    await deps.processed.writeFile(renditionKey(folder, name), path);
  const { capture, ...rest } = facts;
  const isWanted = await markReady(deps, item, {
    facts: rest,
    capture: captureOf(item, capture),
    contentHash,
    renditionsOf: item.generation,
    renditions: renditions.map((rendition) => dated(deps, rendition)),
  });
  await dropObjects(deps, item.id, isWanted ? { except: folder } : { below: folder });
}

function dated(
  { clock, renditionTtlMs }: MediaProcessingDeps,
  rendition: ProcessedMedia['renditions'][number],
): Rendition {
  const madeAt = clock.now();
  return { ...rendition, madeAt, expiresAt: new Date(madeAt.getTime() + renditionTtlMs) };
}

/** Deletes what was made of an item: everything, one folder, or all but one folder. */
export async function dropObjects(
  { processed }: Pick<MediaProcessingDeps, 'processed'>,
  mediaId: string,
  { below, except }: { below?: BlobKey; except?: BlobKey } = {},
): Promise<void> {
  const prefix = below ? `${below}/` : mediaPrefix(mediaId);
  let after: BlobKey | undefined;
  do {
    const page = await processed.list(prefix, { limit: 1000, ...(after && { after }) });
    const keys = page.items.map(({ key }) => key);
    await processed.delete(except ? keys.filter((key) => !key.startsWith(`${except}/`)) : keys);
    after = page.next ?? undefined;
  } while (after);
}
