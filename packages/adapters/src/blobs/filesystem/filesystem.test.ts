import { describeBlobStore } from '@madrigal/core/testing';
import { openTestStore } from './testing/open-test-store.ts';

for (const reuseOpenFilesMs of [0, 60_000]) {
  describeBlobStore(`filesystem, files open for ${reuseOpenFilesMs} ms`, async () => {
    const { blobs, putBytes: put, get, dispose } = await openTestStore({ reuseOpenFilesMs });
    return { store: blobs.store, put, get, checksPresigned: true, dispose };
  });
}
