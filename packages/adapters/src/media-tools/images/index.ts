import { join } from 'node:path';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import type { MediaProcessor, MediaSource, ProcessedMedia } from '@madrigal/core/media/items';
import { MadrigalError } from '@madrigal/core/shared';
import { rejectSlow, wasKilled } from '../limited-process.ts';
import { runNodeChild } from '../node-child.ts';
import type { ImageAnswer } from './answer.ts';

const CHILD = new URL('./child.ts', import.meta.url);
const TIME_MS = 180_000;
const MEMORY_BYTES = 3 * 1024 ** 3;
const MAX_ANSWER_BYTES = 1024 ** 2;

export interface ImageProcessorOptions {
  /** Most wall-clock time of one picture in ms, 3 minutes unless told. */
  timeMs?: number;
  /** Most memory in bytes, 3 GiB unless told. */
  memoryBytes?: number;
}

/**
 * Makes renditions of pictures with sharp, in a process per picture that may only read files and
 * write into the folder it is given.
 */
export function createImageProcessor(options: ImageProcessorOptions = {}): MediaProcessor {
  return { process: (source, run) => processImage(options, source, run) };
}

async function processImage(
  { timeMs = TIME_MS, memoryBytes = MEMORY_BYTES }: ImageProcessorOptions,
  { path, format }: MediaSource,
  { dir, onProgress, signal }: Parameters<MediaProcessor['process']>[1],
): Promise<ProcessedMedia> {
  onProgress('encoding', 0);
  const child = runNodeChild({
    script: CHILD,
    args: [path, format, dir],
    timeMs,
    memoryBytes,
    maxOutputBytes: MAX_ANSWER_BYTES,
    allowAddons: true,
    writeDir: dir,
    signal,
  });
  const end = await rejectSlow(child, 'Reading the picture took longer than allowed.');
  if (wasKilled(end)) throw new MadrigalError('unavailable', 'Making the picture was interrupted.');
  // A decoder that falls over, or meets the limit of memory, does so again with the same file.
  if (end.exitCode !== 0) throw damaged();
  const answer = end.output.toString().split('\n').at(-1) ?? '';
  return toProcessed(JSON.parse(answer) as ImageAnswer, dir);
}

function damaged(): MediaRejectedError {
  return new MediaRejectedError('corrupt_image', 'The picture cannot be decoded.');
}

function toProcessed(answer: ImageAnswer, dir: string): ProcessedMedia {
  if ('rejection' in answer) {
    throw new MediaRejectedError(answer.rejection.code, answer.rejection.message);
  }
  const { facts, renditions } = answer;
  const { capture } = facts;
  return {
    facts: { ...facts, capture: capture && { ...capture, at: new Date(capture.at) } },
    files: renditions.map(({ name }) => ({ name, path: join(dir, name) })),
    renditions,
  };
}
