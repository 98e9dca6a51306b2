import { availableParallelism } from 'node:os';
import type { VideoContainer } from '@madrigal/core/media/dispatch';
import type { VideoSource } from '@madrigal/core/media/video';

/** FFmpeg's name of the demuxer for each container; forced, so that content cannot choose one. */
const demuxers: Readonly<Record<VideoContainer, string>> = {
  mp4: 'mov',
  matroska: 'matroska',
  avi: 'avi',
  mpegts: 'mpegts',
};

const videoDecoders = [
  ...['h264', 'hevc', 'vp8', 'vp9', 'libdav1d', 'mpeg1video', 'mpeg2video', 'mpeg4', 'msmpeg4v2'],
  ...['msmpeg4', 'h263', 'mjpeg', 'theora', 'prores', 'dnxhd', 'dvvideo', 'vc1', 'ffv1'],
];

const audioDecoders = [
  ...['aac', 'aac_latm', 'ac3', 'eac3', 'mp3float', 'mp3', 'mp2float', 'mp2', 'opus', 'vorbis'],
  ...['flac', 'alac', 'dca', 'amrnb', 'amrwb', 'adpcm_ms', 'adpcm_ima_wav', 'adpcm_ima_qt'],
  ...['s8', 'u8', 's16le', 's16be', 's24le', 's24be', 's32le', 's32be', 'f32le', 'alaw', 'mulaw']
    .concat(['f32be', 'bluray'])
    .map((name) => `pcm_${name}`),
];

/** Codecs, by FFmpeg's names, that the decoders above are for, where the names differ. */
const codecNames: Readonly<Record<string, string>> = {
  mp3float: 'mp3',
  mp2float: 'mp2',
  dca: 'dts',
  amrnb: 'amr_nb',
  amrwb: 'amr_wb',
};

/** Sound in any of these can be heard. */
export const audibleCodecs: ReadonlySet<string> = new Set(
  audioDecoders.map((name) => codecNames[name] ?? name),
);

/** 8192 by 4320: what the largest cameras record. */
export const MAX_PIXELS = 8192 * 4320;

/** Files through the `file:` protocol only: no network, and no name is taken for an option or URL. */
const PROTOCOLS = 'file,pipe,fd';
const MAX_DECODER_THREADS = 4;

const quiet = (logLevel: 'info' | 'warning') => [
  ...['-nostdin', '-hide_banner', '-nostats', '-loglevel', logLevel],
];

/** FFmpeg's arguments that open a hostile video. Nothing of it is mapped yet. */
export function videoInput(source: VideoSource, logLevel: 'info' | 'warning'): string[] {
  const threads = Math.min(MAX_DECODER_THREADS, availableParallelism());
  return [
    ...quiet(logLevel),
    ...['-protocol_whitelist', PROTOCOLS],
    ...['-codec_whitelist', [...videoDecoders, ...audioDecoders].join(',')],
    ...['-max_pixels', String(MAX_PIXELS), '-threads', String(threads), '-max_error_rate', '1'],
    ...['-f', demuxers[source.container], '-i', `file:${source.path}`],
  ];
}

/** Arguments that open files which this program wrote itself, each from a time on. */
export function ownInput(path: string, part?: { fromSeconds: number; seconds?: number }): string[] {
  const from = part ? ['-ss', part.fromSeconds.toFixed(3)] : [];
  const length = part?.seconds === undefined ? [] : ['-t', part.seconds.toFixed(3)];
  return [...from, ...length, '-protocol_whitelist', PROTOCOLS, '-f', 'mov', '-i', `file:${path}`];
}

export const QUIET = quiet('warning');
