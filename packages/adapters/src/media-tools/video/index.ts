import type { VideoTools } from '@madrigal/core/media/video';
import type { Logger } from '@madrigal/core/shared';
import { rejectSlow } from '../limited-process.ts';
import type { Ffmpeg } from '../run-ffmpeg.ts';
import { probe } from './probe.ts';
import { render } from './render.ts';

const MEMORY_BYTES = 3 * 1024 ** 3;
const MAX_HOURS = 12;
const SLOW = 'Converting the video took longer than allowed. Try a shorter or smaller one.';

export interface VideoToolsOptions {
  /** As found by `locateFfmpeg`. */
  ffmpegPath: string;
  logger: Logger;
  /** Most memory of one run of FFmpeg in bytes, 3 GiB unless told. */
  memoryBytes?: number;
  /** Factor on time limits, 1 unless told. */
  patience?: number;
  /** Longest video taken in hours, 12 unless told. */
  maxHours?: number;
}

/**
 * Video tools from FFmpeg. Every call starts processes of its own and ends them before it settles:
 * nothing runs in between, and there is nothing to dispose.
 */
export function createVideoTools(options: VideoToolsOptions): VideoTools {
  const { logger } = options;
  const ffmpeg: Ffmpeg = {
    path: options.ffmpegPath,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    patience: options.patience ?? 1,
    maxHours: options.maxHours ?? MAX_HOURS,
  };
  return {
    probe: (source, signal) => rejectSlow(probe(ffmpeg, source, signal), SLOW),
    render: (source, video, plan, run) =>
      rejectSlow(render({ ffmpeg, logger, source, video, plan, run }), SLOW),
  };
}
