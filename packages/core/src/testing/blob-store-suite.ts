import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toBlobKey as key } from '../shared/index.ts';
import {
  allOf,
  type BlobStoreSetup,
  type Context,
  inChunks,
  keysOf,
  patterned,
  textOf,
} from './blob-store-context.ts';
import { describeKeys, describeListing } from './blob-store-keys.ts';
import { describeDownloads, describeMultipart, describePresigned } from './blob-store-uploads.ts';

const MIB = 1024 * 1024;
const missing = key('nothing/here.mp3');

/** Every promise of {@link BlobStore}, for any engine. */
export function describeBlobStore(name: string, setup: () => Promise<BlobStoreSetup>): void {
  describe(`blob store: ${name}`, () => {
    let context: BlobStoreSetup;
    beforeEach(async () => {
      context = await setup();
    });
    afterEach(() => context.dispose());

    describeWriting(() => context);
    describeReading(() => context);
    describeKeys(() => context);
    describeListing(() => context);
    describePresigned(() => context);
    describeDownloads(() => context);
    describeMultipart(() => context);
  });
}

function describeWriting(context: Context): void {
  describe('writing', () => {
    test.each([0, 1, 65_536, MIB + 1])('keeps %i bytes as they are', async (size) => {
      const { store } = context();
      const bytes = patterned(size);
      const written = await store.write(key('a/song.mp3'), inChunks(bytes, 50_000));
      expect(written).toMatchObject({ key: 'a/song.mp3', sizeBytes: size });
      expect(await store.head(key('a/song.mp3'))).toEqual(written);
      const reader = await store.read(key('a/song.mp3'));
      expect(reader.info).toEqual(written);
      expect(await allOf(reader)).toEqual(bytes);
    });

    test('gives every version its own strong ETag', async () => {
      const { store } = context();
      const etags = new Set<string>();
      for (const text of ['one', 'two', 'six']) {
        etags.add((await store.write(key('x.txt'), Buffer.from(text))).etag);
      }
      expect(etags.size).toBe(3);
      for (const etag of etags) expect(etag).toMatch(/^"[\x21\x23-\x7e]+"$/);
      expect(await textOf(store, key('x.txt'))).toBe('six');
    });

    test('keeps the old object when the source fails', async () => {
      const { store } = context();
      await store.write(key('x.txt'), Buffer.from('old'));
      const broken = async function* () {
        yield Buffer.from('new');
        throw new Error('the source broke');
      };
      await expect(store.write(key('x.txt'), broken())).rejects.toThrow('the source broke');
      await expect(store.write(key('y.txt'), broken())).rejects.toThrow('the source broke');
      expect(await textOf(store, key('x.txt'))).toBe('old');
      await expect(store.head(key('y.txt'))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('takes a local file, which stays and has no further part in the object', async () => {
      const { store } = context();
      const directory = await mkdtemp(join(tmpdir(), 'madrigal-blobs-'));
      try {
        const path = join(directory, 'file');
        await writeFile(path, 'from a file');
        const info = await store.writeFile(key('f.txt'), path);
        expect(info.sizeBytes).toBe(11);
        await writeFile(path, 'changed');
        expect(await textOf(store, key('f.txt'))).toBe('from a file');
      } finally {
        await rm(directory, { recursive: true });
      }
    });

    test('deletes many at once, whether they exist or not', async () => {
      const { store } = context();
      await store.write(key('d/0.txt'), Buffer.from('first'));
      await store.write(key('d/1500.txt'), Buffer.from('last'));
      await store.write(key('e.txt'), Buffer.from('stays'));
      await store.delete(Array.from({ length: 1501 }, (_, index) => key(`d/${index}.txt`)));
      await store.delete([]);
      expect(await keysOf(store, '')).toEqual(['e.txt']);
      await expect(store.read(key('d/0.txt'))).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}

function describeReading(context: Context): void {
  describe('reading', () => {
    const bytes = patterned(300_000);
    const song = key('song.mp3');
    beforeEach(async () => {
      await context().store.write(song, bytes);
    });

    test.each([
      [0, 0],
      [0, 299_999],
      [299_999, 299_999],
      [65_535, 65_536],
      [1, 131_073],
    ])('gives the range %i to %i', async (start, end) => {
      const reader = await context().store.read(song, { start, end });
      expect(reader.info.sizeBytes).toBe(300_000);
      expect(await allOf(reader)).toEqual(bytes.subarray(start, end + 1));
    });

    test.each([
      [300_000, 300_000],
      [0, 300_000],
      [5, 4],
    ])('refuses the range %i to %i', async (start, end) => {
      await expect(context().store.read(song, { start, end })).rejects.toMatchObject({
        code: 'range_not_satisfiable',
      });
    });

    test('says so when there is no object', async () => {
      const { store } = context();
      const notFound = { code: 'not_found' };
      await expect(store.head(missing)).rejects.toMatchObject(notFound);
      await expect(store.read(missing)).rejects.toMatchObject(notFound);
      await expect(store.withLocalFile(missing, async () => 1)).rejects.toMatchObject(notFound);
    });

    test('can be left early and begun again', async () => {
      const { store } = context();
      const reader = await store.read(song);
      for await (const chunk of reader.chunks) {
        expect(chunk.byteLength).toBeGreaterThan(0);
        break;
      }
      expect(await allOf(await store.read(song))).toEqual(bytes);
    });

    test('serves many readers of different ranges at the same time', async () => {
      const { store } = context();
      const starts = Array.from({ length: 40 }, (_, index) => index * 7001);
      const parts = await Promise.all(
        starts.map(async (start) => allOf(await store.read(song, { start, end: start + 9999 }))),
      );
      for (const [index, start] of starts.entries()) {
        expect(parts[index]).toEqual(bytes.subarray(start, start + 10_000));
      }
    });

    test('never mixes two versions', async () => {
      const { store } = context();
      const reader = await store.read(song);
      await store.write(song, Buffer.alloc(300_000, 1));
      const read = await allOf(reader).catch(() => bytes); // an error is as good as the old bytes
      expect(read).toEqual(bytes);
      expect(await allOf(await store.read(song))).toEqual(Buffer.alloc(300_000, 1));
    });

    test('lends the bytes as a local file', async () => {
      const read = await context().store.withLocalFile(song, (path) => readFile(path));
      expect(read).toEqual(bytes);
    });

    test('passes on what the user of a local file throws', async () => {
      const failing = context().store.withLocalFile(song, () => Promise.reject(new Error('mine')));
      await expect(failing).rejects.toThrow('mine');
    });
  });
}
