import type { AudioTools } from '@madrigal/core/media/process';
import { MadrigalError } from '@madrigal/core/shared';
import type { AudioSource } from '../audio-input.ts';
import { type Ffmpeg, runFfmpeg } from '../run-ffmpeg.ts';
import { liveArguments } from './plan.ts';

type Live = Parameters<AudioTools['encodeLive']>;

const GRACE_MS = 10 * 60_000;
/** Listeners pause: the encoder waits for them, but not for ever. */
const TIMES_LISTENING = 2;

/**
 * Encodes to a stream at the pace of whoever takes it.
 * @throws MadrigalError `internal` with the end of FFmpeg's log as its cause, `unavailable`
 */
export async function encodeLive(
  ffmpeg: Ffmpeg,
  source: AudioSource,
  target: Live[2],
  { durationMs, signal, send }: Live[3],
): Promise<void> {
  const end = await runFfmpeg(ffmpeg, {
    args: liveArguments(source, target),
    timeMs: GRACE_MS + durationMs * TIMES_LISTENING,
    signal,
    drain: async (stdout) => {
      for await (const chunk of stdout) await send(chunk);
    },
  });
  if (end.exitCode !== 0) {
    throw new MadrigalError('internal', 'The audio could not be encoded.', { cause: end.log });
  }
}
