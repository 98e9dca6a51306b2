import { rm } from 'node:fs/promises';
import type { RenditionFormat } from '@madrigal/contract';
import type { OnProgress } from '@madrigal/core/media/process';
import { MadrigalError } from '@madrigal/core/shared';
import type { AudioSource } from '../audio-input.ts';
import { createProgress } from '../ffmpeg-progress.ts';
import { type Ffmpeg, runFfmpeg, timeToEncode } from '../run-ffmpeg.ts';
import { encodeArguments } from './plan.ts';

/**
 * Writes a rendition to `target.path`; leaves no file there when it fails.
 * @throws MadrigalError `internal` with the end of FFmpeg's log as its cause, `storage_full`,
 *   `unavailable`
 */
export async function encode(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  target: { format: RenditionFormat; path: string },
  options: { durationMs: number; onProgress: OnProgress; signal: AbortSignal },
): Promise<void> {
  try {
    const end = await runFfmpeg(ffmpeg, {
      args: encodeArguments(source, target),
      timeMs: timeToEncode(options.durationMs),
      signal: options.signal,
      onOutput: createProgress(options),
    });
    if (end.exitCode !== 0) {
      throw new MadrigalError('internal', 'The audio could not be encoded.', { cause: end.log });
    }
  } catch (error) {
    await rm(target.path, { force: true });
    throw error;
  }
  options.onProgress(100);
}
