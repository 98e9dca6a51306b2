import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadObjectCommand, ListMultipartUploadsCommand } from '@aws-sdk/client-s3';
import { hasCode, toBlobKey } from '@madrigal/core/shared';
import { describeBlobStore } from '@madrigal/core/testing';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { S3Blobs, S3BlobsOptions } from './index.ts';
import { CEPH_PACKAGES, type Ceph, isCephInstalled, startCeph } from './testing/ceph.ts';
import { openTestBucket, put } from './testing/open-test-bucket.ts';

const MIB = 1024 * 1024;
const key = toBlobKey;
const skipped = !isCephInstalled() && !process.env.CI;
const title = skipped ? `S3 (skipped: apt-get install ${CEPH_PACKAGES})` : 'S3 on Ceph';

describe.skipIf(skipped)(title, () => {
  let ceph: Ceph;
  const opened: { dispose(): Promise<void> }[] = [];
  beforeAll(async () => {
    ceph = await startCeph();
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.dispose();
  });
  afterAll(() => ceph?.dispose());

  async function open(more: Partial<S3BlobsOptions> = {}) {
    const bucket = await openTestBucket(ceph, more);
    opened.push(bucket);
    return { ...bucket, store: bucket.blobs.store };
  }

  describeBlobStore(title, async () => {
    const { blobs, dispose } = await openTestBucket(ceph);
    return { store: blobs.store, put, get: fetch, checksPresigned: true, dispose };
  });

  describe('writing', () => {
    test('sends what is large in parts, from a source that uses its buffer again', async () => {
      const { store, bucket, client } = await open();
      const info = await store.write(key('large.flac'), reusingItsBuffer(40, MIB - 1));
      expect(info.sizeBytes).toBe(40 * (MIB - 1));
      expect(info.etag).toMatch(/-5"$/); // so many parts
      const reader = await store.read(key('large.flac'));
      let position = 0;
      for await (const chunk of reader.chunks) {
        const expected = Math.floor(position / (MIB - 1));
        expect(chunk[0]).toBe(expected);
        position += chunk.byteLength;
      }
      expect(position).toBe(info.sizeBytes);
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'large.flac' }));
      expect(head.ContentType).toBe('audio/flac');
    });

    test('leaves nothing behind when the source breaks between parts', async () => {
      const { store, bucket, client } = await open();
      const broken = async function* () {
        yield* reusingItsBuffer(20, MIB);
        throw new Error('the source broke');
      };
      await expect(store.write(key('x.mp3'), broken())).rejects.toThrow('the source broke');
      const { Uploads = [] } = await client.send(
        new ListMultipartUploadsCommand({ Bucket: bucket }),
      );
      expect(Uploads).toEqual([]);
    });

    test('says what an object is and how long it may be kept', async () => {
      const { store, bucket, client } = await open({ cacheControl: 'private, max-age=60' });
      await store.write(key('song.mp3'), Buffer.from('x'));
      const head = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: 'song.mp3' }));
      expect(head).toMatchObject({
        ContentType: 'audio/mpeg',
        CacheControl: 'private, max-age=60',
      });
    });

    test('keeps two stores in one bucket apart by their prefix', async () => {
      const { store: raw, bucket } = await open({ keyPrefix: 'raw/' });
      const { store: processed } = await open({ bucket, keyPrefix: 'processed/' });
      await raw.write(key('a/1'), Buffer.from('raw'));
      await processed.write(key('a/1'), Buffer.from('processed'));
      const listed = await raw.list('a/', { limit: 10 });
      expect(listed.items).toMatchObject([{ key: 'a/1', sizeBytes: 3 }]);
      expect((await raw.list('', { limit: 10, after: key('a/1') })).items).toEqual([]);
      await raw.delete([key('a/1')]);
      expect((await processed.head(key('a/1'))).sizeBytes).toBe(9);
    });
  });

  test('a lent file goes away, also when its user fails', async () => {
    const temporaryDirectory = await mkdtemp(join(tmpdir(), 'madrigal-s3-test-'));
    try {
      const { store } = await open({ temporaryDirectory });
      await store.write(key('a/song.mp3'), Buffer.from('x'));
      const name = await store.withLocalFile(key('a/song.mp3'), async (path) => path);
      expect(name).toMatch(/song\.mp3$/);
      const failing = store.withLocalFile(key('a/song.mp3'), () => Promise.reject(new Error('no')));
      await expect(failing).rejects.toThrow('no');
      await expect(store.withLocalFile(key('none'), async () => 1)).rejects.toThrow();
      expect(await readdir(temporaryDirectory)).toEqual([]);
    } finally {
      await rm(temporaryDirectory, { recursive: true });
    }
  });

  describe('presigned URLs', () => {
    test('hold the length and no checksum, on the address of browsers', async () => {
      const { store } = await open({ publicEndpoint: 'https://media.example.org' });
      const expiresAt = new Date(Date.now() + 60_500);
      const put = await store.presignPut(key('raw/1'), 5, expiresAt);
      const url = new URL(put.url);
      expect(url.origin).toBe('https://media.example.org');
      expect(url.searchParams.get('X-Amz-SignedHeaders')).toBe('content-length;host');
      expect(put.url).not.toMatch(/checksum|crc32/i);
      expect(put.expiresAt.getTime()).toBe(Math.floor(expiresAt.getTime() / 1000) * 1000);
    });

    test('stay within what signatures allow', async () => {
      const { store } = await open();
      const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
      const invalid = { code: 'invalid_request' };
      await expect(store.presignPut(key('a'), 1, inDays(8))).rejects.toMatchObject(invalid);
      for (const partNumber of [0, 1.5, 10_001]) {
        const part = { partNumber, sizeBytes: 1 };
        const signing = store.presignPart(key('a'), 'id', part, inDays(1));
        await expect(signing).rejects.toMatchObject(invalid);
      }
    });
  });

  test('lists more parts than fit on a page of S3', async () => {
    const { store } = await open();
    const id = await store.startMultipart(key('raw/1'));
    const numbers = Array.from({ length: 1003 }, (_, index) => index + 1);
    const expiresAt = new Date(Date.now() + 60_000);
    for (let i = 0; i < numbers.length; i += 50) {
      const sending = numbers.slice(i, i + 50).map(async (partNumber) => {
        const part = { partNumber, sizeBytes: 1 };
        const { url } = await store.presignPart(key('raw/1'), id, part, expiresAt);
        expect(await put(url, Buffer.from('x'))).toBe(true);
      });
      await Promise.all(sending);
    }
    const parts = await store.listParts(key('raw/1'), id);
    expect(parts.map((part) => part.partNumber)).toEqual(numbers);
  });

  describe('a prepared bucket', () => {
    const settings = {
      uploadOrigins: ['https://music.example.org'],
      dropUnfinishedAfterDays: 1,
      expire: [{ prefix: 'transient/', afterDays: 1 }],
    };
    let blobs: S3Blobs;
    beforeAll(async () => {
      ({ blobs } = await openTestBucket(ceph, { bucket: randomUUID() }));
      await blobs.prepareBucket(settings);
      await blobs.prepareBucket(settings);
    });
    afterAll(() => blobs.close());

    test('lets the web app upload and read the ETag, and no other page', async () => {
      const { url } = await blobs.store.presignPut(key('raw/2'), 3, new Date(Date.now() + 60_000));
      const ask = (origin: string) =>
        fetch(url, {
          method: 'OPTIONS',
          headers: { origin, 'access-control-request-method': 'PUT' },
        });
      const allowed = await ask('https://music.example.org');
      expect(allowed.headers.get('access-control-allow-methods')).toMatch(/PUT/);
      expect(
        (await ask('https://evil.example.org')).headers.get('access-control-allow-origin'),
      ).toBe(null);
      const headers = { origin: 'https://music.example.org' };
      const sent = await fetch(url, { method: 'PUT', body: 'abc', headers });
      expect(sent.headers.get('access-control-expose-headers')).toMatch(/etag/i);
    });

    test('drops what is old: unfinished uploads and what may be made again', async () => {
      const { store } = blobs;
      const upload = await store.startMultipart(key('raw/1'));
      await store.write(key('transient/1.webp'), Buffer.from('x'));
      await store.write(key('library/1.mp3'), Buffer.from('x'));
      const gone = (looking: Promise<unknown>) => looking.then(() => false, isNotFound);
      await vi.waitUntil(
        async () => {
          await ceph.processLifecycle();
          const transient = await gone(store.head(key('transient/1.webp')));
          return transient && (await gone(store.listParts(key('raw/1'), upload)));
        },
        { timeout: 25_000, interval: 200 },
      );
      expect((await store.head(key('library/1.mp3'))).sizeBytes).toBe(1);
    });
  });
});

function isNotFound(error: unknown): boolean {
  return hasCode(error, 'not_found');
}

/** Chunks full of their own number. */
async function* reusingItsBuffer(count: number, size: number): AsyncGenerator<Uint8Array> {
  const buffer = Buffer.alloc(size);
  for (let i = 0; i < count; i++) yield buffer.fill(i);
  buffer.fill(255);
}
