import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import type { AudioProperties } from '@madrigal/core/media/process';
import type { AudioSource } from '../audio-input.ts';
import { explainFailure, hasVideo, readStream } from '../ffmpeg-log.ts';
import { type Ffmpeg, runFfmpeg, timeToRead } from '../run-ffmpeg.ts';
import { probeArguments } from './plan.ts';
import { createWavReader, type PcmFormat } from './wav-stream.ts';

/** Bitrates are null where FFmpeg cannot tell. */
export interface ProbedProperties extends Omit<AudioProperties, 'bitrateKbps'> {
  bitrateKbps: number | null;
  fileBitrateKbps: number | null;
}

/**
 * What the first audio stream is, by decoding its first frame.
 * @throws MediaRejectedError `unsupported_audio`, `no_audio_stream`, `corrupt_audio`
 */
export async function probe(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  signal: AbortSignal,
): Promise<ProbedProperties> {
  let format: PcmFormat | null = null;
  const end = await runFfmpeg(ffmpeg, {
    args: probeArguments(source),
    timeMs: await timeToRead(source.path),
    signal,
    onOutput: createWavReader((_samples, decoded) => {
      format = decoded;
    }),
  });
  const stream = readStream(end.log);
  const decoded = format as PcmFormat | null;
  if (decoded === null || stream === null) throw explainFailure(end.log);
  if (hasVideo(end.log)) {
    throw new MediaRejectedError(
      'unsupported_audio',
      'This is a video, not a song. Save its sound as an audio file first.',
    );
  }
  return { ...stream, ...nameCodec(stream.codec), ...decoded };
}

const LOSSLESS = ['flac', 'alac', 'pcm'];
const COMPANDED = ['pcm_alaw', 'pcm_mulaw'];

function nameCodec(ffmpegName: string): { codec: string; lossless: boolean } {
  const codec = ffmpegName.startsWith('pcm_') ? 'pcm' : ffmpegName;
  return { codec, lossless: LOSSLESS.includes(codec) && !COMPANDED.includes(ffmpegName) };
}
