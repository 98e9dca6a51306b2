import path from 'node:path';
import { MadrigalError } from '@madrigal/core/shared';
import type { Soundtrack } from '@madrigal/core/slideshow';
import { type AudioSource, audioInput } from '../audio-input.ts';
import { explainFailure } from '../ffmpeg-log.ts';
import { type Ffmpeg, runFfmpeg, timeToEncode, timeToRead } from '../run-ffmpeg.ts';

/** What Opus and video players work at. */
const FORMAT = [
  '-ar',
  '48000',
  '-ac',
  '2',
  '-c:a',
  'pcm_s16le',
  '-map_metadata',
  '-1',
  '-bitexact',
];
/** Peaks are kept below -1 dBFS, which leaves AAC room. */
const LIMIT = 10 ** (-1 / 20);

/**
 * Writes the sound of a slideshow as WAV into `dir`; answers its path. The song is decoded from its
 * beginning rather than sought in, so that beats fall where they were found, and only once,
 * however often it repeats.
 * @throws MediaRejectedError when nothing of the song can be decoded
 */
export async function makeSound(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  soundtrack: Soundtrack,
  run: { dir: string; signal: AbortSignal },
): Promise<string> {
  const pass = path.join(run.dir, 'pass.wav');
  const decoded = await runFfmpeg(ffmpeg, {
    args: passArguments(source, soundtrack, pass),
    timeMs: await timeToRead(source.path),
    signal: run.signal,
  });
  if (decoded.exitCode !== 0) throw explainFailure(decoded.log);
  const sound = path.join(run.dir, 'sound.wav');
  const mixed = await runFfmpeg(ffmpeg, {
    args: soundArguments(pass, soundtrack, sound),
    timeMs: timeToEncode(soundtrack.lengthMs),
    signal: run.signal,
  });
  if (mixed.exitCode !== 0) {
    throw new MadrigalError('internal', 'The soundtrack could not be made.', { cause: mixed.log });
  }
  return sound;
}

/** Decodes what plays in one pass, filled up with silence where the song breaks off before. */
function passArguments(source: AudioSource, track: Soundtrack, target: string): string[] {
  const [start, length] = [track.startMs, Math.min(track.passMs, track.lengthMs)].map(seconds);
  const filters = [`atrim=start=${start}`, 'asetpts=PTS-STARTPTS', `apad=whole_dur=${length}`];
  return [
    ...audioInput(source, 'warning'),
    ...['-af', filters.join(','), '-t', String(length), ...FORMAT, '-f', 'wav', '-y'],
    `file:${target}`,
  ];
}

/** Repeats the pass, brings it to its loudness and fades it. */
function soundArguments(pass: string, track: Soundtrack, target: string): string[] {
  const { lengthMs, fadeInMs, fadeOutMs, gainDb } = track;
  const filters = [
    `volume=${gainDb.toFixed(2)}dB`,
    `alimiter=limit=${LIMIT.toFixed(4)}:level=false`,
    ...(fadeInMs > 0 ? [`afade=t=in:d=${seconds(fadeInMs)}`] : []),
    ...(fadeOutMs > 0
      ? [`afade=t=out:st=${seconds(lengthMs - fadeOutMs)}:d=${seconds(fadeOutMs)}`]
      : []),
  ];
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'warning'],
    ...['-stream_loop', '-1', '-f', 'wav', '-i', `file:${pass}`],
    ...['-af', filters.join(','), '-t', String(seconds(lengthMs)), ...FORMAT, '-f', 'wav', '-y'],
    `file:${target}`,
  ];
}

function seconds(ms: number): number {
  return Math.round(ms * 1000) / 1_000_000;
}
