import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { nodeFiles } from '../../config/files.ts';
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
    env: { DATA_DIR: join(folder, 'data'), LIBRARY: 'dynamodb', SHARES: 'dynamodb', ...env },
    argv: [],
    cwd: folder,
    files: nodeFiles,
  });

const common = { now: new Date(0), onProgress: () => {} };
const buckets = { BLOBS: 's3', S3_RAW_BUCKET: 'raw', S3_PROCESSED_BUCKET: 'processed' };
const refusal = {
  code: 'conflict',
  message: expect.stringContaining('In tables of DynamoDB are: LIBRARY, SHARES.'),
};

it.each([
  ['a backup', () => createBackup(configWith({}), join(folder, 'to'), { version: '1', ...common })],
  ['restoring', () => restoreBackup(configWith({}), folder, { force: true, ...common })],
  [
    'moving',
    () => {
      const config = configWith({ DATABASE_URL: 'postgresql://localhost/m', ...buckets });
      return moveData(config, { from: folder, filesOnly: false, onProgress: () => {} });
    },
  ],
])(
  '%s that would leave out what is in tables is refused before anything is done',
  async (_, run) => {
    await expect(run()).rejects.toMatchObject(refusal);
    // The data folder is made when settings are read.
    expect(await readdir(folder, { recursive: true })).toEqual(['data']);
  },
);
