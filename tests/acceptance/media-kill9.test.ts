import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { photograph } from '../fixtures/photo.ts';
import {
  addMedia,
  eventually,
  isExternalInstance,
  killProcessesMentioning,
  processesMentioning,
  setUpAdmin,
  startInstance,
} from './harness/index.ts';

describe.skipIf(isExternalInstance)('a photo whose worker is killed', () => {
  it('is ready after all, once, with nothing left over', async () => {
    const instance = await startInstance({ JOB_LEASE_SECONDS: '1', SWEEP_INTERVAL_SECONDS: '1' });
    const temporary = join(instance.dataDir, 'tmp');
    try {
      const { client } = await setUpAdmin(instance.baseUrl);
      const bytes = await photograph({ width: 4000, height: 3000 });
      const mediaId = await addMedia(client, { name: 'photo.jpg', bytes });
      // The first run, and the one that takes its place.
      for (const run of ['first', 'second']) {
        await eventually(`the ${run} run`, async () => processesMentioning(temporary).length > 0);
        await instance.kill9();
        killProcessesMentioning(temporary);
        await instance.start();
      }
      const item = await eventually('the photo', async () => {
        const found = await client.must('getMedia', { params: { mediaId } });
        return ['ready', 'rejected', 'failed'].includes(found.state) && found;
      });
      expect(item).toMatchObject({ state: 'ready', width: 4000, height: 3000 });
      const { baseUrl = '', query = '' } = item.access ?? {};
      for (const { name, sizeBytes } of item.renditions) {
        const response = await fetch(new URL(`${baseUrl}${name}?${query}`, instance.baseUrl));
        expect((await response.arrayBuffer()).byteLength, name).toBe(sizeBytes);
      }
      const folder = join(instance.dataDir, 'blobs/processed/objects/transient/media', mediaId);
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const stored = entries.filter((entry) => entry.isFile()).map(({ name }) => name);
      expect(stored.toSorted()).toEqual(item.renditions.map(({ name }) => name).toSorted());
      const { items } = await client.must('listMedia');
      expect(items.map(({ id }) => id)).toEqual([mediaId]);
      expect(await readdir(temporary)).toEqual([]);
    } finally {
      await instance.dispose();
    }
  });
});
