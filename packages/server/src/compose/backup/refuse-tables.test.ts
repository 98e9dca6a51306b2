import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeFiles } from '../../config/files.ts';
import type { Config } from '../../config/index.ts';
import { loadConfig } from '../../config/load-config.ts';
import { moveData } from '../move/move-data.ts';
import { createBackup } from './create-backup.ts';
import { restoreBackup } from './restore-backup.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'madrigal-tables-'));
});
afterEach(() => rm(folder, { recursive: true }));

const configWith = (env: Record<string, string>) =>
  loadConfig({
    env: { DATA_DIR: join(folder, 'data'), ...env },
    argv: [],
    cwd: folder,
    files: nodeFiles,
  });

const common = { now: new Date(0), onProgress: () => {} };
const buckets = { BLOBS: 's3', S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' };
const inTables = { LIBRARY: 'dynamodb', SHARES: 'dynamodb' };
const inMongo = { ACCOUNTS_DATABASE: 'mongodb', MONGODB_URL: 'mongodb://localhost/madrigal' };

const backUp = (config: Config) =>
  createBackup(config, join(folder, 'to'), { version: '1', ...common });
const restore = (config: Config) => restoreBackup(config, folder, { force: true, ...common });

/** @throws where it was done, or anything was made but the data folder, which settings are read from. */
async function expectRefused(act: () => Promise<unknown>, message: string): Promise<void> {
  const refusal = { code: 'conflict', message: expect.stringContaining(message) };
  await expect(act()).rejects.toMatchObject(refusal);
  expect(await readdir(folder, { recursive: true })).toEqual(['data']);
}

it.each([
  ['a backup', () => backUp(configWith(inTables))],
  ['restoring', () => restore(configWith(inTables))],
  [
    'moving',
    () => {
      const to = { DATABASE_URL: 'postgresql://localhost/m', ...buckets };
      const options = { from: folder, filesOnly: false, onProgress: () => {} };
      return moveData(configWith({ ...inTables, ...to }), options);
    },
  ],
])('%s that would leave out what is in tables is refused before anything is done', (_, run) =>
  expectRefused(run, 'In tables of DynamoDB are: LIBRARY, SHARES.'),
);

it.each([
  ['a backup', backUp],
  ['restoring', restore],
])('%s that would leave out accounts in MongoDB is refused before anything is done', (_, run) =>
  expectRefused(async () => run(configWith(inMongo)), 'Accounts are in MongoDB.'),
);
