// The launcher runs on any Node from 20 on; the product itself runs on Node 24, which comes as an
// npm package with the binary inside, so that nobody has to install it.
import { existsSync } from 'node:fs';
import { delimiter } from 'node:path';
import { inRoot } from './paths.mjs';
import { SetupError } from './setup-error.mjs';

const OLDEST_LAUNCHER = 20;
const PRODUCT = 24;

const majorOf = (version) => Number.parseInt(version, 10);

/** @throws SetupError when this Node cannot even set Madrigal up */
export function checkLauncherNode() {
  if (majorOf(process.versions.node) >= OLDEST_LAUNCHER) return;
  throw new SetupError(
    `Madrigal needs Node ${OLDEST_LAUNCHER} or newer, and this is Node ${process.versions.node}. ` +
      'Install a current version from https://nodejs.org and try again.',
  );
}

export const runsOnProductNode = () => majorOf(process.versions.node) >= PRODUCT;

/**
 * Path of a Node that runs the product: this one when it is new enough, else the one from npm.
 * @throws SetupError when there is none for this computer
 */
export function findProductNode() {
  if (runsOnProductNode()) return process.execPath;
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const binary = process.platform === 'win32' ? 'bin/node.exe' : 'bin/node';
  const found = [`node-${platform}-${process.arch}`, `node-bin-${platform}-${process.arch}`]
    .map((name) => inRoot('node_modules', name, binary))
    .find((path) => existsSync(path));
  if (found) return found;
  throw new SetupError(
    `Madrigal runs on Node ${PRODUCT} and brings it along for common computers, but not for ` +
      `${process.platform} ${process.arch}. Install Node ${PRODUCT} or newer and try again.`,
  );
}

/** The environment with the project's own tools, Node included, first on the path. */
export function productEnvironment(extra = {}) {
  const path = [inRoot('node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path, ...extra };
}
