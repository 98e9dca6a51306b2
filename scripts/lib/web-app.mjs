import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { dependencyStamp } from './dependencies.mjs';
import { findProductNode, productEnvironment } from './node-runtime.mjs';
import { inRoot, root } from './paths.mjs';
import { runLogged } from './run-logged.mjs';
import { SetupError } from './setup-error.mjs';

const stampPath = inRoot('node_modules', '.madrigal-web-stamp');
const logPath = inRoot('.cache', 'build-web.log');
const LINES_SHOWN = 25;
/** Everything the bundle is made of; the lock file stands for the packages. */
const sources = ['apps/web', 'packages/contract/src'];
const notSources = new Set(['dist', 'node_modules']);

export function webAppReady() {
  const built = existsSync(inRoot('apps/web/dist/index.html')) && existsSync(stampPath);
  return built && readFileSync(stampPath, 'utf8') === sourceStamp();
}

function sourceStamp() {
  const hash = createHash('sha256').update(dependencyStamp());
  for (const path of sources.flatMap((folder) => filesBelow(inRoot(folder)))) {
    hash.update(`\n${relative(root, path)}\n`).update(readFileSync(path));
  }
  return hash.digest('hex');
}

function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !notSources.has(name) && !/\.test\.tsx?$/.test(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(path) : [path];
    });
}

/** @throws SetupError with the end of the build's output */
export async function buildWebApp() {
  rmSync(stampPath, { force: true });
  const stamp = sourceStamp();
  const failure = await runLogged(
    findProductNode(),
    [inRoot('node_modules/vite/bin/vite.js'), 'build'],
    { cwd: inRoot('apps/web'), env: productEnvironment({ NODE_ENV: 'production' }), logPath },
  );
  if (failure !== null) {
    throw new SetupError(
      `${failure.slice(-LINES_SHOWN).join('\n')}\n\nThe web app could not be built (see ${logPath}).`,
    );
  }
  writeFileSync(stampPath, stamp);
}
