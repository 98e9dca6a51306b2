import type { Loudness } from '@madrigal/core/catalog';
import { MediaRejectedError } from '@madrigal/core/media/dispatch';

/** The gate of EBU R128: nothing below it counts as sound. */
const ABSOLUTE_GATE_LUFS = -70;

/**
 * Loudness from the summaries that `ebur128` prints. There are several when a stream changes its
 * format midway, because FFmpeg then starts a new meter: the mean of their energy is taken. Silence,
 * and less than one gating block of 400 ms, has no integrated loudness.
 */
export function readLoudness(log: string): Loudness {
  const summaries = log.split(/\[Parsed_ebur128_0 @ [^\]]*\] Summary:/).slice(1);
  const integrated = summaries
    .map((text) => readNumber(text, /I:\s+(-?[\d.]+) LUFS/))
    .filter((value) => value !== null)
    .filter((value) => value > ABSOLUTE_GATE_LUFS);
  const peaks = summaries
    .map((text) => readNumber(text, /Peak:\s+(-?[\d.]+) dBFS/))
    .filter((value) => value !== null);
  return {
    integratedLufs: integrated.length > 0 ? round(meanOfLevels(integrated)) : null,
    truePeakDbtp: peaks.length > 0 ? Math.max(...peaks) : null,
  };
}

function readNumber(text: string, pattern: RegExp): number | null {
  const value = Number.parseFloat(pattern.exec(text)?.[1] ?? '');
  return Number.isFinite(value) ? value : null;
}

function meanOfLevels(levels: readonly number[]): number {
  const energy = levels.reduce((sum, level) => sum + 10 ** (level / 10), 0) / levels.length;
  return 10 * Math.log10(energy);
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** Length that the container states, in ms; an estimate, good for progress only. */
export function readStatedDurationMs(log: string): number | null {
  const match = /^ {2}Duration: (\d+):(\d\d):(\d\d(?:\.\d+)?)/m.exec(log);
  if (!match) return null;
  return ((Number(match[1]) * 60 + Number(match[2])) * 60 + Number(match[3])) * 1000;
}

export interface StreamDescription {
  /** FFmpeg's codec name. */
  codec: string;
  /** Of the audio alone, where FFmpeg knows it. */
  bitrateKbps: number | null;
  /** Of the whole file with tags and pictures. */
  fileBitrateKbps: number | null;
}

/**
 * What FFmpeg says about the first audio stream of its input. Tags cannot imitate these lines:
 * FFmpeg indents every line of metadata further.
 */
export function readStream(log: string): StreamDescription | null {
  const line = /^ {2}Stream #0:\d+.*?: Audio: (.*)$/m.exec(log)?.[1];
  const codec = /^[a-z0-9_]+/.exec(line ?? '')?.[0];
  if (line === undefined || codec === undefined) return null;
  const own = /, (\d+) kb\/s/.exec(line)?.[1];
  const whole = /^ {2}Duration: .*bitrate: (\d+) kb\/s/m.exec(log)?.[1];
  return {
    codec,
    bitrateKbps: Number(own ?? 0) || null,
    fileBitrateKbps: Number(whole ?? 0) || null,
  };
}

/** True when the input has moving pictures; an embedded cover is none. */
export function hasVideo(log: string): boolean {
  const lines = log.match(/^ {2}Stream #0:\d+.*?: Video: .*$/gm) ?? [];
  return lines.some(
    (line) => !line.includes('(attached pic)') && !/: Video: (mjpeg|png)/.test(line),
  );
}

/** Why FFmpeg could decode nothing, in words for people. */
export function explainFailure(log: string): MediaRejectedError {
  if (log.includes('matches no streams')) {
    return new MediaRejectedError('no_audio_stream', 'The file holds no audio.');
  }
  if (/while opening decoder|no decoder found|Decoder .* not found/i.test(log)) {
    const codec = readStream(log)?.codec;
    const name = codec === undefined || codec === 'none' ? 'a protected or unknown form' : codec;
    return new MediaRejectedError(
      'unsupported_audio',
      `The audio is encoded as ${name}, which cannot be played. Convert it to FLAC, MP3 or AAC.`,
    );
  }
  return new MediaRejectedError(
    'corrupt_audio',
    'The file is damaged: no audio in it can be decoded. Try to get an intact copy.',
  );
}
