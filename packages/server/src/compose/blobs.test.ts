import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock, toBlobKey } from '@madrigal/core/shared';
import { expect, it } from 'vitest';
import { startScriptedServer } from '../../../adapters/src/shared/testing/scripted-server.ts';
import { nodeFiles } from '../config/files.ts';
import { loadConfig } from '../config/load-config.ts';
import { openBlobs } from './blobs.ts';

it('lends objects of buckets as files in the data folder, where there is room for them', async () => {
  await using stack = new AsyncDisposableStack();
  const dataDir = await mkdtemp(join(tmpdir(), 'madrigal-blobs-'));
  stack.defer(() => rm(dataDir, { recursive: true }));
  const server = await startScriptedServer([
    {
      status: 200,
      headers: { etag: '"v1"', 'last-modified': 'Sat, 21 Nov 2026 01:00:00 GMT' },
      body: 'sound',
    },
  ]);
  stack.defer(() => server.dispose());
  const config = loadConfig({
    env: {
      ...{
        BLOBS: 's3',
        S3_ENDPOINT: server.endpoint,
        S3_RAW_BUCKET: 'raw',
        S3_PROCESSED_BUCKET: 'processed',
      },
      ...{ S3_ACCESS_KEY_ID: 'a', S3_SECRET_ACCESS_KEY: 's', DATA_DIR: dataDir },
    },
    argv: [],
    cwd: dataDir,
    files: nodeFiles,
  });
  const { raw, processed } = await openBlobs(config, { upload: null }, stack, systemClock);
  for (const { store } of [raw, processed]) {
    const lent = await store.withLocalFile(toBlobKey('a/song.mp3'), async (path) => {
      expect(await readFile(path, 'utf8')).toBe('sound');
      return path;
    });
    expect(dirname(dirname(lent))).toBe(join(dataDir, 'tmp'));
  }
  expect(await readdir(join(dataDir, 'tmp'))).toEqual([]);
});
