import type { RenditionFormat } from '@madrigal/contract';
import type { AudioContainer } from '@madrigal/core/media/dispatch';

/** FFmpeg's name of the demuxer for each container; forced, so that content cannot choose one. */
const demuxers: Readonly<Record<AudioContainer, string>> = {
  mp3: 'mp3',
  flac: 'flac',
  mp4: 'mov',
  ogg: 'ogg',
  wav: 'wav',
  aiff: 'aiff',
  aac: 'aac',
};

const pcmDecoders = 's8,u8,s16le,s16be,s24le,s24be,s32le,s32be,f32le,f32be,f64le,f64be,alaw,mulaw'
  .split(',')
  .map((name) => `pcm_${name}`);

/**
 * The only decoders that may open. FFmpeg also looks into embedded pictures to learn their size;
 * without an image decoder it cannot.
 */
const decoders = ['mp3float', 'mp3', 'mp2float', 'mp2', 'aac', 'alac', 'flac', 'vorbis', 'opus']
  .concat(pcmDecoders)
  .join(',');

/** Files through the `file:` protocol only: no network, and no name is taken for an option or URL. */
const PROTOCOLS = 'file,pipe,fd';

export interface AudioSource {
  path: string;
  container: AudioContainer;
}

/** Where integrated loudness and true peak come from: EBU R128 by FFmpeg's `ebur128`. */
const METER = 'ebur128=peak=true:framelog=quiet';
/** Players and browsers agree on these; FFmpeg picks what is nearest to the source. */
const PLAYABLE = 'sample_rates=44100|48000:channel_layouts=mono|stereo';
const OPUS_INPUT = 'sample_rates=48000:channel_layouts=mono|stereo';

/** Decodes one frame: its WAV header and FFmpeg's log say what the audio is. */
export function probeArguments(source: AudioSource): string[] {
  return [
    ...input(source, 'info'),
    ...['-frames:a', '1', '-map_metadata', '-1', '-bitexact'],
    ...['-c:a', 'pcm_s16le', '-f', 'wav', 'pipe:1'],
  ];
}

/** Decodes everything once: 16-bit PCM as WAV on standard output, the meter's summary on standard error. */
export function measureArguments(source: AudioSource): string[] {
  return [
    ...input(source, 'info'),
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
    ...input(source, 'warning'),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-bitexact', '-threads', '1'],
    ...encoder(target.format),
    ...['-progress', 'pipe:1', '-stats_period', '0.5', '-y', `file:${target.path}`],
  ];
}

function input(source: AudioSource, logLevel: 'info' | 'warning'): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', logLevel, '-filter_threads', '1'],
    ...['-protocol_whitelist', PROTOCOLS, '-codec_whitelist', decoders],
    ...['-threads', '1', '-max_error_rate', '1', '-f', demuxers[source.container]],
    ...['-i', `file:${source.path}`, '-map', '0:a:0', '-vn', '-sn', '-dn'],
  ];
}

function encoder(format: RenditionFormat): string[] {
  if (format === 'aac') {
    const codec = ['-af', `aformat=${PLAYABLE}`, '-c:a', 'aac', '-b:a', '256k'];
    return [...codec, '-movflags', '+faststart', '-f', 'ipod'];
  }
  return ['-af', `aformat=${OPUS_INPUT}`, '-c:a', 'libopus', '-b:a', '160k', '-f', 'opus'];
}
