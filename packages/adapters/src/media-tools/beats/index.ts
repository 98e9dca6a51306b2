import type { BeatDetector } from '@madrigal/core/slideshow';
import type { Ffmpeg } from '../run-ffmpeg.ts';
import { detectBeats } from './detect.ts';

const MEMORY_BYTES = 1024 ** 3;
const MAX_HOURS = 12;

export interface BeatDetectorOptions {
  /** As found by `locateFfmpeg`. */
  ffmpegPath: string;
  /** Most memory of each of two processes in bytes, 1 GiB unless told. */
  memoryBytes?: number;
  /** Factor on time limits, 1 unless told. */
  patience?: number;
  /** Longest song taken in hours, 12 unless told. */
  maxHours?: number;
}

/** Finds beats with FFmpeg and dynamic programming, in processes that end before a call settles. */
export function createBeatDetector(options: BeatDetectorOptions): BeatDetector {
  const ffmpeg: Ffmpeg = {
    path: options.ffmpegPath,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    patience: options.patience ?? 1,
    maxHours: options.maxHours ?? MAX_HOURS,
  };
  return {
    detect: (path, container, signal) => detectBeats(ffmpeg, { path, container }, signal),
  };
}
