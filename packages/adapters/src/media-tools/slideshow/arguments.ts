import type { SlideshowTarget } from '@madrigal/core/slideshow';

/** How the encoder spends time for size; a preview is watched once. */
export const encoderOptions: Readonly<Record<SlideshowTarget['quality'], readonly string[]>> = {
  final: ['-preset', 'veryfast', '-crf', '20'],
  preview: ['-preset', 'ultrafast', '-crf', '26'],
};

const KEYFRAME_SECONDS = 2;
const COLOUR = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
const QUIET = ['-nostdin', '-hide_banner', '-nostats', '-loglevel', 'warning'];

export interface EncodeRequest {
  width: number;
  height: number;
  fps: number;
  quality: SlideshowTarget['quality'];
  /** Threads of the encoder, each of which holds some frames. */
  threads: number;
  /** The finished soundtrack, a WAV file; null for none. */
  sound: string | null;
  path: string;
}

/** Encodes raw frames from standard input: H.264 in a fast-start MP4, with AAC where there is sound. */
export function encodeArguments(request: EncodeRequest): string[] {
  const { width, height, fps, sound } = request;
  return [
    ...[...QUIET, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-color_range', 'tv', ...COLOUR],
    ...['-s', `${width}x${height}`, '-r', String(fps), '-i', 'pipe:0'],
    ...(sound === null ? [] : ['-f', 'wav', '-i', `file:${sound}`]),
    ...[
      '-map',
      '0:v:0',
      ...(sound === null ? [] : ['-map', '1:a:0', '-c:a', 'aac', '-b:a', '192k']),
    ],
    ...['-c:v', 'libx264', ...encoderOptions[request.quality], '-profile:v', 'high'],
    ...['-threads', String(request.threads)],
    ...['-flags', '+cgop', '-g', String(KEYFRAME_SECONDS * fps), ...COLOUR, '-color_range', 'tv'],
    ...['-map_metadata', '-1', '-fflags', '+bitexact', '-movflags', '+faststart'],
    ...['-progress', 'pipe:1', '-stats_period', '0.2', '-f', 'mp4', '-y', `file:${request.path}`],
  ];
}
