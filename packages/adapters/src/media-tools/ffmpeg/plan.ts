import type { RenditionFormat } from '@madrigal/contract';
import type { LiveCodec } from '@madrigal/core/media/process';
import { type AudioSource, audioInput } from '../audio-input.ts';

/** Where integrated loudness and true peak come from: EBU R128 by FFmpeg's `ebur128`. */
const METER = 'ebur128=peak=true:framelog=quiet';
/** Players and browsers agree on these; FFmpeg picks what is nearest to the source. */
const PLAYABLE = 'sample_rates=44100|48000:channel_layouts=mono|stereo';
const OPUS_INPUT = 'sample_rates=48000:channel_layouts=mono|stereo';

/** Decodes one frame: its WAV header and FFmpeg's log say what the audio is. */
export function probeArguments(source: AudioSource): string[] {
  return [
    ...audioInput(source, 'info'),
    ...['-frames:a', '1', '-map_metadata', '-1', '-bitexact'],
    ...['-c:a', 'pcm_s16le', '-f', 'wav', 'pipe:1'],
  ];
}

/** Decodes everything once: 16-bit PCM as WAV on standard output, the meter's summary on standard error. */
export function measureArguments(source: AudioSource): string[] {
  return [
    ...audioInput(source, 'info'),
    ...['-af', METER, '-map_metadata', '-1', '-bitexact'],
    ...['-c:a', 'pcm_s16le', '-f', 'wav', 'pipe:1'],
  ];
}

/** Encodes without any metadata: AAC at 256 kb/s in a fast-start M4A, or Opus at 160 kb/s in Ogg. */
export function encodeArguments(
  source: AudioSource,
  target: { format: RenditionFormat; path: string },
): string[] {
  return [
    ...audioInput(source, 'warning'),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-bitexact', '-threads', '1'],
    ...encoder(target.format),
    ...['-progress', 'pipe:1', '-stats_period', '0.5', '-y', `file:${target.path}`],
  ];
}

function encoder(format: RenditionFormat): string[] {
  if (format === 'aac') {
    const codec = ['-af', `aformat=${PLAYABLE}`, '-c:a', 'aac', '-b:a', '256k'];
    return [...codec, '-movflags', '+faststart', '-f', 'ipod'];
  }
  return ['-af', `aformat=${OPUS_INPUT}`, '-c:a', 'libopus', '-b:a', '160k', '-f', 'opus'];
}

const liveEncoders: Readonly<Record<LiveCodec, readonly string[]>> = {
  // No header that tells the length: it is not known yet.
  mp3: ['-c:a', 'libmp3lame', '-id3v2_version', '0', '-write_xing', '0', '-f', 'mp3'],
  opus: ['-c:a', 'libopus', '-page_duration', '200000', '-f', 'opus'],
  aac: ['-c:a', 'aac', '-f', 'adts'],
};

/** Encodes to standard output, from a place on, without any metadata. */
export function liveArguments(
  source: AudioSource,
  target: { codec: LiveCodec; bitrateKbps: number; startMs: number },
): string[] {
  const { codec, bitrateKbps, startMs } = target;
  const input = audioInput(source, 'warning');
  const start = startMs > 0 ? ['-ss', (startMs / 1000).toFixed(3)] : [];
  const at = input.indexOf('-i');
  const format = codec === 'opus' ? OPUS_INPUT : PLAYABLE;
  return [
    ...[...input.slice(0, at), ...start, ...input.slice(at)],
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-bitexact', '-threads', '1'],
    ...['-af', `aformat=${format}`, '-b:a', `${bitrateKbps}k`, ...liveEncoders[codec], 'pipe:1'],
  ];
}
