import type { AudioTools } from '@madrigal/core/media/process';
import type { Logger } from '@madrigal/core/shared';
import { encode, encodeLive, measure, probe } from './ffmpeg/index.ts';
import type { Ffmpeg } from './run-ffmpeg.ts';
import { prepareCover } from './sharp/index.ts';
import { readTags } from './tags/index.ts';

const MEMORY_BYTES = 1024 ** 3;
const MAX_HOURS = 12;

export interface AudioToolsOptions {
  /** As found by `locateFfmpeg`. */
  ffmpegPath: string;
  logger: Logger;
  /** Most memory of one run of FFmpeg in bytes, 1 GiB unless told. */
  memoryBytes?: number;
  /** Factor on FFmpeg's time limits, 1 unless told. */
  patience?: number;
  /** Longest audio taken in hours, 12 unless told. */
  maxHours?: number;
}

/**
 * Audio tools from FFmpeg, music-metadata and sharp. Every call starts processes of its own and
 * ends them before it settles: nothing runs in between, and there is nothing to dispose.
 */
export function createAudioTools(options: AudioToolsOptions): AudioTools {
  const ffmpeg: Ffmpeg = {
    path: options.ffmpegPath,
    memoryBytes: options.memoryBytes ?? MEMORY_BYTES,
    patience: options.patience ?? 1,
    maxHours: options.maxHours ?? MAX_HOURS,
  };
  return {
    readFile: (path, container, signal) =>
      readFile(ffmpeg, options.logger, { path, container }, signal),
    measure: (path, container, run) => measure(ffmpeg, { path, container }, run),
    encode: (path, container, target, run) => encode(ffmpeg, { path, container }, target, run),
    encodeLive: (path, container, target, run) =>
      encodeLive(ffmpeg, { path, container }, target, run),
    prepareCover,
  };
}

type Source = Parameters<typeof probe>[1];

async function readFile(
  ffmpeg: Ffmpeg,
  logger: Logger,
  source: Source,
  signal: AbortSignal,
): ReturnType<AudioTools['readFile']> {
  const { bitrateKbps, fileBitrateKbps, ...known } = await probe(ffmpeg, source, signal);
  const {
    tags,
    bitrateKbps: tagged,
    fault,
  } = await readTags(source.path, source.container, signal);
  if (fault !== null) logger.warn({ fault, ...source }, 'The tags of a file could not be read');
  const properties = { ...known, bitrateKbps: bitrateKbps ?? tagged ?? fileBitrateKbps ?? 0 };
  return { tags, properties };
}
