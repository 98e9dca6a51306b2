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
  matroska: 'matroska',
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

/** FFmpeg's arguments that open the first audio stream of a hostile file, alone and with one thread. */
export function audioInput(source: AudioSource, logLevel: 'info' | 'warning'): string[] {
  return [
    ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', logLevel, '-filter_threads', '1'],
    ...['-protocol_whitelist', PROTOCOLS, '-codec_whitelist', decoders],
    ...['-threads', '1', '-max_error_rate', '1', '-f', demuxers[source.container]],
    ...['-i', `file:${source.path}`, '-map', '0:a:0', '-vn', '-sn', '-dn'],
  ];
}
