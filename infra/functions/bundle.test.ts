import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpFunctions } from '../../packages/server/src/http/function-of.ts';
import { bundleFunction, sourcesOf } from './bundle-functions.ts';

const MB = 1024 ** 2;
/** Of everything in the folder of a function. */
const MOST_BYTES = 2 * MB;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madrigal-bundles-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each(httpFunctions)(
  'the bundle of %s is small, and without what it never uses',
  async (name) => {
    const { bytes, metafile } = await bundleFunction(name, folder);
    expect(bytes).toBeLessThan(MOST_BYTES);
    const sources = sourcesOf(metafile).map((source) => source.name);
    for (const absent of [
      'sharp',
      'pg-boss',
      '@redis/client',
      'ajv',
      'nodemailer',
      'swagger-ui-dist',
      'semver',
      'ip-address',
      '@peculiar/x509',
      'asn1js',
      'mongodb',
    ]) {
      expect(sources).not.toContain(absent);
    }
    const code = await readFile(join(folder, name, 'index.mjs'), 'utf8');
    if (name !== 'admin') expect(code).not.toMatch(/from"(sharp|libheif-js|wabt)"/);
    if (name !== 'user') expect(sources).not.toContain('@simplewebauthn/server');
  },
);

it('brings scripts and files along that are found beside a module', async () => {
  const { folder: made } = await bundleFunction('admin', folder);
  const code = await readFile(join(made, 'index.mjs'), 'utf8');
  const local = [...code.matchAll(/new URL\("(\.\/[^"]+)",import\.meta\.url\)/g)].map(
    ([, url]) => url,
  );
  expect(local).toContain('./migrations/');
  expect(local).toContain('./adapters-src-media-tools-sharp-child.mjs');
  for (const url of local.filter((each) => each?.endsWith('.mjs'))) {
    expect((await readFile(join(made, url ?? ''))).length).toBeGreaterThan(0);
  }
});

it('has what migrations do in the one that migrates, and their names in all others', async () => {
  const name = 'migrations/0001_catalogue_and_uploads.sql';
  const { folder: made } = await bundleFunction('migrate', folder);
  const own = join(import.meta.dirname, '../../packages/adapters/src/database/postgres', name);
  expect(await readFile(join(made, name), 'utf8')).toBe(await readFile(own, 'utf8'));
  const { folder: other } = await bundleFunction('favourite', folder);
  expect(await readFile(join(other, name), 'utf8')).toBe('');
});
