import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { inRoot, root } from './paths.mjs';
import { runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

const stampPath = inRoot('node_modules', '.madrigal-stamp');
/** npm writes it last, when everything is unpacked and built. */
const installedLockPath = inRoot('node_modules', '.package-lock.json');
const logPath = inRoot('.cache', 'install.log');
const LINES_SHOWN = 12;

const read = (path) => (existsSync(path) ? readFileSync(path, 'utf8') : null);

/** What the installed packages must match: the lock file, on this kind of computer. */
export function dependencyStamp() {
  return createHash('sha256')
    .update(readFileSync(inRoot('package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

/** True when node_modules holds what package-lock.json asks for, whoever installed it. */
export function dependenciesReady() {
  const stamp = dependencyStamp();
  if (read(stampPath) === stamp) return true;
  if (!installedMatchesLock()) return false;
  writeFileSync(stampPath, stamp);
  return true;
}

function installedMatchesLock() {
  const installed = packagesOf(read(installedLockPath));
  const wanted = packagesOf(read(inRoot('package-lock.json')));
  if (!installed || !wanted) return false;
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (!path.includes('node_modules/')) return true;
    return installed[path] ? installed[path].version === version : optional || devOptional;
  });
}

function packagesOf(lockText) {
  return lockText ? JSON.parse(lockText).packages : null;
}

/** Installs exactly what package-lock.json names. @throws SetupError with what npm said */
export async function installDependencies(onStart) {
  // Should this be interrupted, nothing may claim that the installation is complete.
  rmSync(stampPath, { force: true });
  rmSync(installedLockPath, { force: true });
  const args = ['ci', '--include=dev', '--include=optional', '--no-audit', '--loglevel=warn'];
  const failure = await runNpm(args, { cwd: root, logPath, onStart });
  if (failure !== null) {
    // npm says what went wrong first and how it is used last.
    const errors = failure.filter((line) => /^npm error\b.*\S/.test(line)).slice(0, LINES_SHOWN);
    throw new SetupError(
      `${errors.join('\n')}\n\nnpm could not install what Madrigal needs (its full output is in ${logPath}). ` +
        'If this computer is offline, connect it and try again.',
    );
  }
  writeFileSync(stampPath, dependencyStamp());
}

/** With the npm that runs us, else the one on the path. */
function runNpm(args, options) {
  const npm = process.env.npm_execpath;
  if (npm && basename(npm) === 'npm-cli.js') {
    return runLogged(process.execPath, [npm, ...args], options);
  }
  return runLogged('npm', args, { ...options, shell: process.platform === 'win32' });
}
