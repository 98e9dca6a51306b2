import { MediaRejectedError } from '@madrigal/core/media/dispatch';
import type { AudioMeasurements, OnProgress } from '@madrigal/core/media/process';
import type { AudioSource } from '../audio-input.ts';
import { explainFailure, readLoudness, readStatedDurationMs } from '../ffmpeg-log.ts';
import { type Ffmpeg, runFfmpeg, timeToRead } from '../run-ffmpeg.ts';
import { createPeakCollector } from './peaks.ts';
import { measureArguments } from './plan.ts';
import { createWavReader } from './wav-stream.ts';

const HEAD_CHARS = 16_384;

/**
 * Decodes the file once, whole: length, loudness and waveform of what decodes. A file that breaks
 * off is as long as its sound part.
 * @throws MediaRejectedError `corrupt_audio`, `no_audio_stream`, `unsupported_audio`, `too_long`
 */
export async function measure(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  options: { onProgress: OnProgress; signal: AbortSignal },
): Promise<AudioMeasurements> {
  const peaks = createPeakCollector();
  const length = { seconds: 0 };
  const advance = createProgress(options.onProgress);
  const end = await runFfmpeg(ffmpeg, {
    args: measureArguments(source),
    timeMs: await timeToRead(source.path),
    signal: options.signal,
    onLog: advance.readLog,
    onOutput: createWavReader((samples, format) => {
      peaks.add(samples, format.channels);
      length.seconds = peaks.frames() / format.sampleRateHz;
      if (length.seconds > ffmpeg.maxHours * 3600) throw tooLong(ffmpeg.maxHours);
      advance.to(length.seconds);
    }),
  });
  if (peaks.frames() === 0) throw explainFailure(end.log);
  options.onProgress(100);
  return {
    durationMs: Math.max(1, Math.round(length.seconds * 1000)),
    loudness: readLoudness(end.log),
    peaks: peaks.finish(),
  };
}

function tooLong(hours: number): MediaRejectedError {
  return new MediaRejectedError(
    'too_long',
    `The audio is longer than ${hours} hours. Split it into shorter files.`,
  );
}

/** Whole percents below 100, each once, against the length that the container states. */
function createProgress(onProgress: OnProgress): {
  readLog(text: string): void;
  to(seconds: number): void;
} {
  let head = '';
  let statedMs: number | null = null;
  let last = 0;
  return {
    readLog(text) {
      if (statedMs !== null) return;
      head = (head + text).slice(-HEAD_CHARS);
      statedMs = readStatedDurationMs(head);
    },
    to(seconds) {
      if (!statedMs) return;
      const percent = Math.min(99, Math.floor((seconds * 100_000) / statedMs));
      if (percent <= last) return;
      last = percent;
      onProgress(percent);
    },
  };
}
