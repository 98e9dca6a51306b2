import type { AudioContainer } from '@madrigal/core/media/dispatch';
import type { AudioTags } from '@madrigal/core/media/process';
import { MadrigalError } from '@madrigal/core/shared';
import { wasKilled } from '../limited-process.ts';
import { runNodeChild } from '../node-child.ts';
import { cleanTags } from './clean.ts';

const CHILD = new URL('./child.ts', import.meta.url);
const TIME_MS = 30_000;
const MEMORY_BYTES = 1.5 * 1024 ** 3;
const MAX_ANSWER_BYTES = 80 * 1024 ** 2;
const NEWLINE = 0x0a;

/** What chooses the parser in music-metadata. */
const mediaTypes: Readonly<Record<AudioContainer, string>> = {
  mp3: 'audio/mpeg',
  flac: 'audio/flac',
  mp4: 'audio/mp4',
  ogg: 'audio/ogg',
  wav: 'audio/wav',
  aiff: 'audio/aiff',
  aac: 'audio/aac',
  matroska: 'audio/matroska',
};

export interface ReadTags {
  tags: AudioTags;
  bitrateKbps: number | null;
  /** Why the tags could not be read, for logs; the audio may be sound all the same. */
  fault: string | null;
}

/**
 * Reads the tags in a process of its own. Tags that cannot be read, or that take it over its
 * limits, count as none.
 * @throws `unavailable` when the process took too long or was ended from outside
 */
export async function readTags(
  path: string,
  container: AudioContainer,
  signal: AbortSignal,
): Promise<ReadTags> {
  const end = await runNodeChild({
    script: CHILD,
    args: [path, mediaTypes[container]],
    timeMs: TIME_MS,
    memoryBytes: MEMORY_BYTES,
    maxOutputBytes: MAX_ANSWER_BYTES,
    signal,
  });
  if (wasKilled(end)) throw new MadrigalError('unavailable', 'Reading the tags was interrupted.');
  if (end.exitCode !== 0) {
    return { tags: { ...cleanTags({}), cover: null }, bitrateKbps: null, fault: end.log };
  }
  return { ...parseAnswer(end.output), fault: null };
}

function parseAnswer(output: Buffer): Omit<ReadTags, 'fault'> {
  const lineEnd = output.indexOf(NEWLINE);
  const answer = JSON.parse(output.toString('utf8', 0, lineEnd)) as {
    tags: Omit<AudioTags, 'cover'>;
    bitrateKbps: number | null;
    hasCover: boolean;
  };
  const cover = answer.hasCover ? new Uint8Array(output.subarray(lineEnd + 1)) : null;
  return { tags: { ...answer.tags, cover }, bitrateKbps: answer.bitrateKbps };
}
