// `npm run lock`: completes package-lock.json after `npm install`.
//
// npm leaves packages for other platforms out of the lock file when the registry cannot give them at
// that moment, and `npm ci` then refuses the lock file everywhere. This adds them by name and exact
// version. npm skips them on every platform but their own, where it fetches them like any other.
import { readFileSync, writeFileSync } from 'node:fs';
import { inRoot } from './lib/paths.mjs';

const systems = [
  'android',
  'darwin',
  'freebsd',
  'linux',
  'netbsd',
  'openbsd',
  'openharmony',
  'win32',
];
const processors = [
  'arm64',
  'arm',
  'ia32',
  'loong64',
  'ppc64',
  'riscv64',
  's390x',
  'wasm32',
  'x64',
];
const EXACT = /^\d+\.\d+\.\d+(-[\w.]+)?$/;

const lockPath = inRoot('package-lock.json');
const lock = JSON.parse(readFileSync(lockPath, 'utf8'));

/** Folders where Node looks for what a package imports, nearest first. */
function foldersAbove(path) {
  const cut = path.lastIndexOf('node_modules/');
  const above = cut < 0 ? [] : foldersAbove(path.slice(0, cut).replace(/\/$/, ''));
  return [path === '' ? 'node_modules/' : `${path}/node_modules/`, ...above];
}

const isLocked = (path, name) =>
  [...foldersAbove(path), 'node_modules/'].some((folder) => lock.packages[folder + name]);

/** What npm needs to know to skip a package: its platform, as its name says it. */
function platformOf(name) {
  const words = name.split(/[-/]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  if (os.length !== 1 || cpu.length !== 1) return null;
  const libc = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
  const hasLibc = os[0] === 'linux' && words.some((word) => /^(gnu|musl)/.test(word));
  return { cpu, os, libc: hasLibc ? [libc] : undefined };
}

const added = [];
for (const [path, entry] of Object.entries(lock.packages)) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    const platform = platformOf(name);
    if (!EXACT.test(version) || !platform || isLocked(path, name)) continue;
    const { cpu, os, libc } = platform;
    const optional = true;
    lock.packages[`node_modules/${name}`] = { version, cpu, dev: entry.dev, libc, optional, os };
    added.push(`${name}@${version}`);
  }
}

lock.packages = Object.fromEntries(
  Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en')),
);
writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`);
console.log(added.length > 0 ? `Added ${added.join(', ')}` : 'The lock file is complete.');
