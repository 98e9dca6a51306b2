import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import { MadrigalError } from '@madrigal/core/shared';
import type { Beats } from '@madrigal/core/slideshow';
import { type AudioSource, audioInput } from '../audio-input.ts';
import { explainFailure } from '../ffmpeg-log.ts';
import { type ProcessEnd, wasKilled } from '../limited-process.ts';
import { runNodeChild } from '../node-child.ts';
import { type Ffmpeg, runFfmpeg, timeToRead } from '../run-ffmpeg.ts';
import { SAMPLE_RATE } from './onsets.ts';

const CHILD = new URL('./child.ts', import.meta.url);
const MAX_OUTPUT_BYTES = 16 * 1024 ** 2;

/**
 * Two processes, FFmpeg that decodes and one of ours that listens, with a pipe between them that
 * does not pass through here. When either fails, both end.
 */
export async function detectBeats(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  outerSignal: AbortSignal,
): Promise<Beats> {
  const failed = new AbortController();
  const signal = AbortSignal.any([outerSignal, failed.signal]);
  const timeMs = await timeToRead(source.path);
  let decoding: Promise<ProcessEnd> | undefined;
  const listening = runNodeChild({
    ...{ script: CHILD, args: [], timeMs, memoryBytes: ffmpeg.memoryBytes, signal },
    maxOutputBytes: MAX_OUTPUT_BYTES,
    input: (stdin) => {
      const args = decodeArguments(source, ffmpeg.maxHours);
      decoding = runFfmpeg(ffmpeg, { args, timeMs, signal, output: stdin });
      stdin.destroy(); // FFmpeg has its own end of it
      decoding.catch((error) => failed.abort(error));
    },
  });
  const [heard] = await Promise.allSettled([listening]);
  const [decoded] = await Promise.allSettled([decoding]);
  outerSignal.throwIfAborted();
  if (decoded.status === 'rejected') throw decoded.reason;
  if (decoded.value?.exitCode !== 0) throw explainFailure(decoded.value?.log ?? '');
  if (heard.status === 'rejected') throw heard.reason;
  return readAnswer(heard.value, ffmpeg.maxHours);
}

function readAnswer(end: ProcessEnd & { output: Buffer }, maxHours: number): Beats {
  if (wasKilled(end)) throw new MadrigalError('unavailable', 'Listening was interrupted.');
  if (end.exitCode !== 0) {
    throw new MadrigalError('internal', 'The beats could not be found.', { cause: end.log });
  }
  const { seconds, ...beats } = JSON.parse(end.output.toString()) as Beats & { seconds: number };
  if (seconds <= maxHours * 3600) return beats;
  throw new MediaRejectedError('too_long', `The audio is longer than ${maxHours} hours.`);
}

/** A little more than the longest audio taken, so that longer audio can be told from it. */
function decodeArguments(source: AudioSource, maxHours: number): string[] {
  return [
    ...[...audioInput(source, 'warning'), '-t', String(maxHours * 3600 + 1)],
    ...['-ac', '1', '-ar', String(SAMPLE_RATE), '-map_metadata', '-1', '-f', 'f32le', 'pipe:1'],
  ];
}
