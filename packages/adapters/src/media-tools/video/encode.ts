import { availableParallelism } from 'node:os';
import path from 'node:path';
import {
  KEYFRAME_MS,
  SEGMENT_SECONDS,
  type VideoPlan,
  type VideoProperties,
  type VideoSource,
} from '@madrigal/core/media/video';
import { filterGraph, labelOf } from './filters.ts';
import { videoInput } from './input.ts';

/** As many as x264 would take by itself, bounded so that three rungs fit into memory. */
const ENCODER_THREADS = Math.min(8, Math.ceil(1.5 * availableParallelism()));
const KEYFRAME_SECONDS = KEYFRAME_MS / 1000;
/**
 * The first frame of every two seconds is a keyframe, by its time and not its number, so that rungs
 * align whatever the frame rate does. `n_forced` would have to catch up after a gap.
 */
const KEYFRAMES = `expr:isnan(prev_forced_t)+gt(floor(t/${KEYFRAME_SECONDS}),floor(prev_forced_t/${KEYFRAME_SECONDS}))`;
const CRF = '22';
/** Fine enough for frames at any time; FFmpeg would round them to a grid that it guesses. */
const TIME_BASE = '1:90000';

/**
 * Decodes once and writes every rung: one fragmented MP4 each, with a playlist of byte ranges.
 */
export function encodeArguments(
  source: VideoSource,
  video: VideoProperties,
  plan: VideoPlan,
  target: { dir: string; maxSeconds: number; withSound: boolean },
): string[] {
  const sound = target.withSound && video.audio ? `0:${video.audio.streamIndex}` : null;
  return [
    ...videoInput(source, 'warning'),
    ...['-filter_complex', filterGraph(video, plan)],
    ...plan.rungs.flatMap((_, index) => [
      ...['-map', `[${labelOf(index)}]`],
      ...(sound ? ['-map', sound] : []),
    ]),
    ...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', CRF, '-profile:v', 'high'],
    ...['-threads', String(ENCODER_THREADS), '-fps_mode', 'vfr', '-enc_time_base', TIME_BASE],
    ...['-sc_threshold', '0', '-g', '600', '-force_key_frames', KEYFRAMES],
    ...plan.rungs.flatMap((rung, index) => rate(`v:${index}`, rung.maxVideoKbps)),
    ...(sound ? soundArguments(plan) : []),
    ...['-map_metadata', '-1', '-map_chapters', '-1', '-fflags', '+bitexact'],
    ...['-t', String(target.maxSeconds), '-progress', 'pipe:1', '-stats_period', '0.5'],
    ...hlsArguments(plan, { dir: target.dir, withSound: sound !== null }),
  ];
}

function rate(stream: string, kbps: number): string[] {
  return [`-maxrate:${stream}`, `${kbps}k`, `-bufsize:${stream}`, `${2 * kbps}k`];
}

/** Gaps are filled and the start is padded, so that sound stays with its picture. */
function soundArguments(plan: VideoPlan): string[] {
  return [
    ...['-c:a', 'aac', '-ac', '2', '-ar', '48000', '-af', 'aresample=async=1:first_pts=0'],
    ...plan.rungs.flatMap((rung, index) => [`-b:a:${index}`, `${rung.audioKbps}k`]),
  ];
}

function hlsArguments(plan: VideoPlan, target: { dir: string; withSound: boolean }): string[] {
  const streams = plan.rungs.map(
    ({ name }, index) => `v:${index},${target.withSound ? `a:${index},` : ''}name:${name}`,
  );
  return [
    ...['-f', 'hls', '-hls_time', String(SEGMENT_SECONDS), '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_flags', 'single_file+independent_segments'],
    ...['-hls_segment_filename', path.join(target.dir, '%v.mp4')],
    ...['-var_stream_map', streams.join(' '), '-y', path.join(target.dir, '%v.m3u8')],
  ];
}
