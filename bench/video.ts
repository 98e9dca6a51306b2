// Processing a video against one bare FFmpeg call that makes the same files. See bench/README.md.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVideoTools, locateFfmpeg } from '../packages/adapters/src/media-tools/index.ts';
import { silentLogger } from '../packages/adapters/src/media-tools/testing/silent-logger.ts';
import { planVideo } from '../packages/core/src/media/video/index.ts';

const quick = process.argv.includes('--quick');
const ROUNDS = Number(process.argv.find((arg) => arg.startsWith('--rounds='))?.slice(9) ?? 3);
const SECONDS = quick ? 8 : 40;
/** Media tools run a little behind other work: their rivals have to as well. */
const NICENESS = 5;

setPriority(NICENESS);
const directory = mkdtempSync(join(tmpdir(), 'madrigal-bench-video-'));
const ffmpeg = await locateFfmpeg();
const tools = createVideoTools({ ffmpegPath: ffmpeg, logger: silentLogger });

try {
  const source = join(directory, 'source.mkv');
  makeSource(source);
  const ratios: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const ours = await time(() => processOurs(source));
    const bare = await time(async () => callFfmpeg(source));
    ratios.push(ours / bare);
    console.log(
      `round ${round + 1}: ours ${seconds(ours)}, bare FFmpeg ${seconds(bare)}, ratio ${(ours / bare).toFixed(2)}`,
    );
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ratios.length / 2)] ?? Number.NaN;
  console.log(
    `Ours takes ${median.toFixed(2)} of the time of one bare call (${SECONDS} s, 1080p30).`,
  );
} finally {
  rmSync(directory, { recursive: true });
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

async function time(act: () => Promise<void>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

/** Moving pictures with the grain of a camera, and a tone. */
function makeSource(path: string): void {
  const picture = `testsrc2=s=1920x1080:r=30:d=${SECONDS},noise=alls=10:allf=t`;
  run([
    ...['-f', 'lavfi', '-i', picture, '-f', 'lavfi', '-i', `sine=d=${SECONDS}`],
    ...['-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-crf', '20'],
    ...['-c:a', 'aac', path],
  ]);
}

function newFolder(name: string): string {
  const folder = join(directory, name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  return folder;
}

async function processOurs(path: string): Promise<void> {
  const source = { path, container: 'matroska' } as const;
  const { signal } = new AbortController();
  const video = await tools.probe(source, signal);
  const plan = { ...planVideo(video), copySource: true };
  await tools.render(source, video, plan, { dir: newFolder('ours'), onProgress: () => {}, signal });
}

/** What somebody who knows FFmpeg would write: one decode, one graph, every output of ours. */
function callFfmpeg(source: string): void {
  const dir = newFolder('bare');
  const at = (name: string) => join(dir, name);
  const interval = Math.max(0.25, Math.ceil((SECONDS / 40) * 4) / 4);
  const graph = [
    '[0:v]split=4[top][board][frame][clips]',
    '[top]split=3[a][b][c]',
    '[b]scale=1280:720[b2];[c]scale=640:360[c2]',
    `[board]fps=1/${interval},scale=160:90,tile=10x${Math.ceil(SECONDS / interval / 10)}[sprite]`,
    '[frame]thumbnail=100[poster]',
    `[clips]select=lt(mod(t\\,${SECONDS / 5})\\,1.2),setpts=N/30/TB,fps=15,scale=426:240[preview]`,
  ].join(';');
  const rung = (label: string, kbps: number, audio: string) => [
    ...['-map', label, '-map', '0:a', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '22'],
    ...['-maxrate', `${kbps}k`, '-bufsize', `${2 * kbps}k`, '-profile:v', 'high'],
    ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0'],
    ...['-c:a', 'aac', '-ac', '2', '-ar', '48000', '-b:a', audio],
    ...['-f', 'hls', '-hls_time', '4', '-hls_playlist_type', 'vod', '-hls_segment_type', 'fmp4'],
    ...['-hls_flags', 'single_file'],
  ];
  run([
    ...['-i', source, '-filter_complex', graph],
    ...[...rung('[a]', 8000, '160k'), at('1080p.m3u8')],
    ...[...rung('[b2]', 4355, '160k'), at('720p.m3u8')],
    ...[...rung('[c2]', 1540, '96k'), at('360p.m3u8')],
    ...['-map', '0', '-c', 'copy', '-movflags', '+faststart', at('video.mp4')],
    ...['-map', '[sprite]', '-frames:v', '1', '-update', '1', at('storyboard.jpg')],
    ...['-map', '[poster]', '-frames:v', '1', '-update', '1', at('poster.jpg')],
    ...['-map', '[preview]', '-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28'],
    ...['-movflags', '+faststart', at('preview.mp4')],
  ]);
}

function run(args: readonly string[]): void {
  const { status, stderr } = spawnSync(ffmpeg, ['-nostdin', '-v', 'error', '-y', ...args]);
  if (status !== 0) throw new Error(stderr.toString());
}
