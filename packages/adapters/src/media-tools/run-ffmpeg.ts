import { stat } from 'node:fs/promises';
import { MadrigalError } from '@madrigal/core/shared';
import { type LimitedRun, type ProcessEnd, runLimited, wasKilled } from './limited-process.ts';

/** FFmpeg and how long it may take with how much memory. */
export interface Ffmpeg {
  path: string;
  /** Most memory of one run in bytes. */
  memoryBytes: number;
  /** Factor on every time limit; 1 unless a machine is known to be slow. */
  patience: number;
  /** Longest audio taken, in hours. */
  maxHours: number;
}

const BASE_MS = 60_000;
const CAP_MS = 3 * 3_600_000;
const MS_PER_MEBIBYTE = 10_000;
const MEBIBYTE = 1024 ** 2;
/** An encode may take at most a quarter of the time that listening would. */
const ENCODE_SPEED = 4;

/** Time for reading a whole file, in ms: a minute and 10 s per MiB, at most 3 hours. */
export async function timeToRead(path: string): Promise<number> {
  const { size } = await stat(path);
  return Math.min(CAP_MS, BASE_MS + (size / MEBIBYTE) * MS_PER_MEBIBYTE);
}

/** Time for encoding audio of this length, in ms. */
export function timeToEncode(durationMs: number): number {
  return Math.min(CAP_MS, BASE_MS + durationMs / ENCODE_SPEED);
}

/**
 * Runs FFmpeg within its limits.
 * @throws `unavailable` when it took too long or was ended from outside, `storage_full`
 */
export async function runFfmpeg(
  ffmpeg: Ffmpeg,
  run: Omit<LimitedRun, 'command' | 'memoryBytes'>,
): Promise<ProcessEnd> {
  const end = await runLimited({
    ...run,
    command: ffmpeg.path,
    memoryBytes: ffmpeg.memoryBytes,
    timeMs: run.timeMs * ffmpeg.patience,
  });
  // FFmpeg answers a signal by finishing what it has, which must not pass for the whole.
  if (wasKilled(end) || /received signal \d+/.test(end.log)) {
    throw new MadrigalError('unavailable', 'Reading the file was interrupted.');
  }
  if (end.exitCode !== 0 && end.log.includes('No space left on device')) {
    throw new MadrigalError('storage_full', 'The server has no space left for this file.');
  }
  return end;
}
