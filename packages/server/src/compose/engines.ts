import { availableParallelism } from 'node:os';
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
import type { Config } from '../config/index.ts';
import { openRequestEngines, type RequestEnginesDeps } from './request-engines.ts';
import { openTempRoot, tempRootOf } from './temp-dir.ts';

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
  deps: RequestEnginesDeps,
) {
  const { logger } = deps;
  const ffmpegPath = await locateFfmpeg(config.media.ffmpegPath ?? undefined, (sentence) =>
    logger.warn({}, sentence),
  );
  return {
    ...(await openRequestEngines(config, stack, deps)),
    processors: {
      image: createImageProcessor(),
      video: createVideoProcessor(createVideoTools({ ffmpegPath, logger }), createImageProcessor()),
    },
    folders: createFilesystemFolders({
      dataDir: config.dataDir,
      linkRoots: config.imports.roots,
    }),
    importing: { filesAtOnce: availableParallelism(), reportEveryMs: REPORT_EVERY_MS },
    renderer: createSlideshowRenderer({ ffmpegPath }),
    beats: createBeatDetector({ ffmpegPath }),
    reportEveryMs: REPORT_EVERY_MS,
    coverScaler,
    audio: createAudioTools({ ffmpegPath, logger }),
    sniffer: createContentSniffer(),
    withTempDir: await openTempRoot(tempRootOf(config.dataDir)),
  };
}
