import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type BlobKey,
  type BlobReader,
  type BlobStore,
  mediaTypeOfKey,
  toBlobKey,
} from '../shared/index.ts';

/** What the suite needs of an engine: an empty store, and how to take it down again. */
export interface BlobStoreSetup {
  store: BlobStore;
  /** Sends bytes to a presigned URL as a browser would; answers whether they were accepted. */
  put: (url: string, body: Uint8Array) => Promise<boolean>;
  /** False for stand-ins of an engine that accept whatever is signed wrongly. */
  checksPresigned: boolean;
  dispose: () => Promise<void>;
}

const MIB = 1024 * 1024;
const MIN_PART = 5 * MIB;
const key = toBlobKey;
const missing = key('nothing/here.mp3');

type Context = () => BlobStoreSetup;

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

/** Names that a filesystem would confuse when they are files and directories at once. */
const overlapping = [
  'a',
  'a-b',
  'a.b',
  'a.b/c',
  'a.b/c.d',
  'a/b',
  'a/b.c',
  'a/b.c/d',
  'a/b/c',
  'a0',
];

function describeKeys(context: Context): void {
  describe('keys', () => {
    test('may be the beginning of other keys', async () => {
      const { store } = context();
      for (const each of overlapping) await store.write(key(each), Buffer.from(each));
      for (const each of overlapping) expect(await textOf(store, key(each))).toBe(each);
      expect(await keysOf(store, '')).toEqual(overlapping);
      await store.delete([key('a'), key('a.b/c')]);
      const left = overlapping.filter((each) => each !== 'a' && each !== 'a.b/c');
      expect(await keysOf(store, '')).toEqual(left);
      await store.delete(left.map(key));
      for (const each of overlapping) await store.write(key(each), Buffer.from('again'));
      expect(await keysOf(store, '')).toEqual(overlapping);
    });

    test('may be as long as S3 allows', async () => {
      const { store } = context();
      const long = key(`${`${'d'.repeat(200)}/`.repeat(5)}${'f'.repeat(15)}.mp3`);
      await store.write(long, Buffer.from('deep'));
      expect(await textOf(store, long)).toBe('deep');
      expect(mediaTypeOfKey(long)).toBe('audio/mpeg');
    });
  });
}

function describeListing(context: Context): void {
  describe('listing', () => {
    test('answers keys with a prefix in byte order, with what is known of each', async () => {
      const { store } = context();
      const written = await store.write(key('songs/1/a.mp3'), patterned(10));
      for (const each of ['songs/1/B.mp3', 'songs/10', 'songs/2/a.mp3', 'songz', 'other']) {
        await store.write(key(each), patterned(1));
      }
      expect(await keysOf(store, 'songs/1')).toEqual([
        'songs/1/B.mp3',
        'songs/1/a.mp3',
        'songs/10',
      ]);
      expect(await keysOf(store, 'songs/1/')).toEqual(['songs/1/B.mp3', 'songs/1/a.mp3']);
      expect(await keysOf(store, 'none/')).toEqual([]);
      expect((await store.list('songs/1/a', { limit: 5 })).items).toEqual([written]);
    });

    test.each([1, 3, 10])('goes on after a page of %i', async (limit) => {
      const { store } = context();
      for (const each of overlapping) await store.write(key(each), Buffer.from(each));
      const keys: string[] = [];
      let after: BlobKey | null = null;
      do {
        const page = await store.list('a', { limit, ...(after && { after }) });
        expect(page.items.length).toBe(Math.min(limit, overlapping.length - keys.length));
        keys.push(...page.items.map((item) => item.key));
        after = page.next;
      } while (after);
      expect(keys).toEqual(overlapping);
    });

    test('continues after a key that does not exist', async () => {
      const { store } = context();
      for (const each of ['a/1', 'a/3', 'b']) await store.write(key(each), Buffer.from(each));
      const { items } = await store.list('', { limit: 9, after: key('a/2') });
      expect(items.map((item) => item.key)).toEqual(['a/3', 'b']);
    });

    test('answers more than a thousand', async () => {
      const { store } = context();
      const keys = Array.from({ length: 1001 }, (_, index) => key(`many/${10_000 + index}`));
      for (let i = 0; i < keys.length; i += 50) {
        await Promise.all(keys.slice(i, i + 50).map((each) => store.write(each, patterned(1))));
      }
      const page = await store.list('many/', { limit: 2000 });
      expect(page.items.map((item) => item.key)).toEqual(keys);
      expect(page.next).toBeNull();
    });
  });
}

function describePresigned(context: Context): void {
  describe('presigned PUT', () => {
    const raw = key('raw/someone/upload');

    test('stores what was sent', async () => {
      const { store, put } = context();
      const bytes = patterned(100_001);
      const { url, expiresAt } = await store.presignPut(raw, bytes.byteLength, inMinutes(5));
      expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
      expect(await put(url, bytes)).toBe(true);
      expect(await allOf(await store.read(raw))).toEqual(bytes);
    });

    test.each([99, 101])('refuses %i bytes where 100 were signed', async (size) => {
      const { store, put, checksPresigned } = context();
      if (!checksPresigned) return;
      const { url } = await store.presignPut(raw, 100, inMinutes(5));
      expect(await put(url, patterned(size))).toBe(false);
      await expect(store.head(raw)).rejects.toMatchObject({ code: 'not_found' });
    });

    test('refuses another key and a time that has passed', async () => {
      const { store, put, checksPresigned } = context();
      if (!checksPresigned) return;
      const { url } = await store.presignPut(raw, 3, inMinutes(5));
      expect(await put(url.replace('someone', 'anyone1'), patterned(3))).toBe(false);
      const past = await store.presignPut(raw, 3, inMinutes(-5));
      expect(await put(past.url, patterned(3))).toBe(false);
      expect(await keysOf(store, '')).toEqual([]);
    });
  });
}

function describeMultipart(context: Context): void {
  describe('upload in parts', () => {
    const raw = key('raw/someone/large');
    const first = patterned(MIN_PART);
    const second = patterned(12_345, 7);

    async function send(id: string, partNumber: number, bytes: Uint8Array): Promise<boolean> {
      const { store, put } = context();
      const part = { partNumber, sizeBytes: bytes.byteLength };
      return put((await store.presignPart(raw, id, part, inMinutes(5))).url, bytes);
    }

    test('joins parts that arrived in any order, each as it was sent last', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      expect(await store.listParts(raw, id)).toEqual([]);
      expect(await send(id, 2, patterned(99))).toBe(true);
      expect(await send(id, 1, first)).toBe(true);
      expect(await send(id, 2, second)).toBe(true);
      const parts = await store.listParts(raw, id);
      expect(parts).toMatchObject([
        { partNumber: 1, sizeBytes: MIN_PART },
        { partNumber: 2, sizeBytes: 12_345 },
      ]);
      await expect(store.head(raw)).rejects.toMatchObject({ code: 'not_found' });
      const info = await store.completeMultipart(raw, id, 2);
      expect(info.sizeBytes).toBe(MIN_PART + 12_345);
      expect(await allOf(await store.read(raw))).toEqual(Buffer.concat([first, second]));
    });

    test('is completed once, however often that is asked for', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      await send(id, 1, second);
      const [one, two] = await Promise.all([
        store.completeMultipart(raw, id, 1),
        store.completeMultipart(raw, id, 1),
      ]);
      const three = await store.completeMultipart(raw, id, 1);
      for (const info of [one, two, three]) expect(info.sizeBytes).toBe(12_345);
      expect(await allOf(await store.read(raw))).toEqual(second);
      expect(await send(id, 1, first)).toBe(false);
    });

    test('lists parts by number', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      for (const number of [10, 9, 1, 100]) await send(id, number, patterned(number));
      const parts = await store.listParts(raw, id);
      expect(parts.map((part) => [part.partNumber, part.sizeBytes])).toEqual([
        [1, 1],
        [9, 9],
        [10, 10],
        [100, 100],
      ]);
    });

    test('is not complete while a part is missing', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      await send(id, 1, first);
      await send(id, 3, second);
      await expect(store.completeMultipart(raw, id, 3)).rejects.toMatchObject({
        code: 'upload_incomplete',
      });
      await send(id, 2, first);
      expect((await store.completeMultipart(raw, id, 3)).sizeBytes).toBe(2 * MIN_PART + 12_345);
    });

    test('can be dropped', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      await send(id, 1, second);
      await store.abortMultipart(raw, id);
      await store.abortMultipart(raw, id);
      const notFound = { code: 'not_found' };
      await expect(store.listParts(raw, id)).rejects.toMatchObject(notFound);
      await expect(store.completeMultipart(raw, id, 1)).rejects.toMatchObject(notFound);
      expect(await send(id, 1, second)).toBe(false);
      await expect(store.head(raw)).rejects.toMatchObject(notFound);
    });

    test('belongs to one key', async () => {
      const { store } = context();
      const id = await store.startMultipart(raw);
      await send(id, 1, second);
      const other = key('raw/someone/other');
      const notFound = { code: 'not_found' };
      await expect(store.listParts(other, id)).rejects.toMatchObject(notFound);
      await expect(store.completeMultipart(other, id, 1)).rejects.toMatchObject(notFound);
      await store.abortMultipart(other, id);
      expect(await store.listParts(raw, id)).toHaveLength(1);
    });

    test.each(['../../etc', 'no-such-id', '', '00000000-0000-7000-8000-000000000000'])(
      'does not exist under the id %j',
      async (id) => {
        await expect(context().store.listParts(raw, id)).rejects.toMatchObject({
          code: 'not_found',
        });
      },
    );
  });
}

/** Bytes that differ from place to place, so that a wrong offset shows. */
function patterned(size: number, seed = 0): Buffer {
  const bytes = Buffer.alloc(size);
  for (let i = 0; i < size; i++) bytes[i] = (i * 31 + (i >> 8) * 17 + seed) & 0xff;
  return bytes;
}

async function* inChunks(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < bytes.byteLength; i += size) yield bytes.subarray(i, i + size);
}

async function allOf({ chunks }: BlobReader): Promise<Buffer> {
  const copies: Buffer[] = [];
  for await (const chunk of chunks) copies.push(Buffer.from(chunk));
  return Buffer.concat(copies);
}

async function textOf(store: BlobStore, each: BlobKey): Promise<string> {
  return (await allOf(await store.read(each))).toString();
}

async function keysOf(store: BlobStore, prefix: string): Promise<string[]> {
  return (await store.list(prefix, { limit: 1000 })).items.map((item) => item.key);
}

function inMinutes(minutes: number): Date {
  return new Date(Date.now() + minutes * 60_000);
}
