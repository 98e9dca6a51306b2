import { existsSync, readdirSync, readlinkSync } from 'node:fs';
import { mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toBlobKey } from '@madrigal/core/shared';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { translateError } from './errors.ts';
import { createFilesystemBlobs } from './index.ts';
import { openTestStore } from './testing/open-test-store.ts';

const key = toBlobKey('library/songs/1/original.mp3');
let context: Awaited<ReturnType<typeof openTestStore>>;

beforeEach(async () => {
  context = await openTestStore({ reuseOpenFilesMs: 60_000 });
});
afterEach(() => context.dispose());

const inRoot = (...path: string[]) => join(context.root, ...path);

async function startUpload(...parts: string[]): Promise<string> {
  const { store } = context.blobs;
  const id = await store.startMultipart(key);
  for (const [index, text] of parts.entries()) {
    const part = { partNumber: index + 1, sizeBytes: text.length };
    const { url } = await store.presignPart(key, id, part, new Date(Date.now() + 60_000));
    expect(await context.putBytes(url, Buffer.from(text))).toBe(true);
  }
  return id;
}

async function text(): Promise<string> {
  return context.blobs.store.withLocalFile(key, (path) => readFile(path, 'utf8'));
}

test('objects are plain files that can be copied', async () => {
  await context.blobs.store.write(key, Buffer.from('music'));
  await context.blobs.store.write(toBlobKey('raw/u1/upload'), Buffer.from('bytes'));
  expect(await readFile(inRoot('objects/library/songs/1/original.mp3'), 'utf8')).toBe('music');
  expect(await readFile(inRoot('objects/raw/u1/upload+'), 'utf8')).toBe('bytes');
  expect(await readdir(inRoot('temporary'))).toEqual([]);
});

test('files that are none of its own are not listed', async () => {
  await context.blobs.store.write(key, Buffer.from('music'));
  for (const name of ['.DS_Store', 'no-dot', 'a.mp3+', 'with space.mp3']) {
    await writeFile(inRoot('objects', name), '');
  }
  await mkdir(inRoot('objects/lost+found'));
  const { items } = await context.blobs.store.list('', { limit: 10 });
  expect(items.map((item) => item.key)).toEqual([key]);
});

test('directories go with their last object', async () => {
  const { store } = context.blobs;
  await store.write(key, Buffer.from('music'));
  await store.write(toBlobKey('library/index.json'), Buffer.from('{}'));
  await store.delete([key]);
  expect(await readdir(inRoot('objects/library'))).toEqual(['index.json']);
});

test('writes and deletions in one directory do not disturb each other', async () => {
  const { store } = context.blobs;
  const keys = Array.from({ length: 40 }, (_, index) => toBlobKey(`busy/${index % 4}/x.mp3`));
  await Promise.all(
    keys.flatMap((each) => [store.write(each, Buffer.from('x')), store.delete([each])]),
  );
  await store.write(toBlobKey('busy/0/x.mp3'), Buffer.from('y'));
  expect((await store.head(toBlobKey('busy/0/x.mp3'))).sizeBytes).toBe(1);
});

describe('after a crash', () => {
  test('while writing: the rest is swept away once it is old', async () => {
    await writeFile(inRoot('temporary/old'), 'half');
    await mkdir(inRoot('temporary/dropped'));
    await writeFile(inRoot('temporary/dropped/1'), 'part');
    await writeFile(inRoot('temporary/new'), 'half');
    const longAgo = new Date(Date.now() - 86_400_000);
    await utimes(inRoot('temporary/old'), longAgo, longAgo);
    await utimes(inRoot('temporary/dropped'), longAgo, longAgo);
    expect(await context.blobs.sweepTemporary(new Date(Date.now() - 3_600_000))).toBe(2);
    expect(await readdir(inRoot('temporary'))).toEqual(['new']);
  });

  test('with parts that nobody asks for any more: they are dropped once they are old', async () => {
    await startUpload('one ');
    const hourAgo = new Date(Date.now() - 3_600_000);
    expect(await context.blobs.sweepMultiparts(hourAgo)).toBe(0);
    const [name = ''] = await readdir(inRoot('multipart'));
    const longAgo = new Date(Date.now() - 86_400_000);
    await utimes(inRoot(`multipart/${name}`), longAgo, longAgo);
    expect(await context.blobs.sweepMultiparts(hourAgo)).toBe(1);
    expect(await readdir(inRoot('multipart'))).toEqual([]);
  });

  test('before the parts were joined: completing it again joins them', async () => {
    const id = await startUpload('one ', 'two');
    await writeFile(inRoot('temporary/half-joined'), 'one t');
    await context.blobs.store.completeMultipart(key, id, 2);
    expect(await text()).toBe('one two');
  });

  test('before the parts were removed: completing it again removes them', async () => {
    const id = await startUpload('one ', 'two');
    await context.blobs.store.write(key, Buffer.from('one two'));
    await context.blobs.store.completeMultipart(key, id, 2);
    expect(await text()).toBe('one two');
    expect(await readdir(inRoot('multipart'))).toEqual([]);
  });

  test('with a part half written: it does not count as arrived', async () => {
    const id = await startUpload('one ');
    await writeFile(inRoot('temporary/half-a-part'), 'tw');
    await expect(context.blobs.store.completeMultipart(key, id, 2)).rejects.toMatchObject({
      code: 'upload_incomplete',
    });
    expect(existsSync(inRoot('objects/library'))).toBe(false);
  });
});

describe('open files', () => {
  const openPaths = () =>
    readdirSync('/proc/self/fd').flatMap((fd) => {
      try {
        return [readlinkSync(join('/proc/self/fd', fd))];
      } catch {
        return []; // closed since
      }
    });
  const countOpen = () => openPaths().filter((path) => path.startsWith(inRoot('objects'))).length;

  test.skipIf(process.platform !== 'linux')('are closed when the store is', async () => {
    const { store } = context.blobs;
    await store.write(key, Buffer.alloc(3_000_000));
    const left = await store.read(key);
    for await (const _ of left.chunks) break;
    expect(countOpen()).toBe(1); // kept for the next reader
    context.blobs.close();
    await vi.waitFor(() => expect(countOpen()).toBe(0));
  });

  test.skipIf(process.platform !== 'linux')('give up what was deleted or replaced', async () => {
    const { store } = context.blobs;
    await store.write(key, Buffer.alloc(10));
    for await (const _ of (await store.read(key)).chunks);
    await store.write(key, Buffer.alloc(11));
    await vi.waitFor(() => expect(countOpen()).toBe(0));
    expect((await store.head(key)).sizeBytes).toBe(11);
    await store.delete([key]);
    await vi.waitFor(() => expect(countOpen()).toBe(0));
    await expect(store.head(key)).rejects.toMatchObject({ code: 'not_found' });
  });

  test.skipIf(process.platform !== 'linux')(
    'are bounded, however many objects are read',
    async () => {
      const { store } = context.blobs;
      const keys = Array.from({ length: 300 }, (_, index) => toBlobKey(`k/${index}.txt`));
      await Promise.all(keys.map((each) => store.write(each, Buffer.from('x'))));
      await Promise.all(keys.map((each) => store.head(each)));
      await vi.waitFor(() => expect(countOpen()).toBeLessThanOrEqual(256));
    },
  );

  test('show what another process wrote, after a while', async () => {
    const other = await createFilesystemBlobs({
      root: context.root,
      presign: { secret: Buffer.alloc(32), basePath: '/raw' },
      clock: { now: () => new Date() },
      reuseOpenFilesMs: 30,
    });
    try {
      await context.blobs.store.write(key, Buffer.from('old'));
      expect((await other.store.head(key)).sizeBytes).toBe(3);
      await context.blobs.store.write(key, Buffer.from('newer'));
      await vi.waitFor(async () => expect((await other.store.head(key)).sizeBytes).toBe(5));
    } finally {
      other.close();
    }
  });
});

test.skipIf(!existsSync('/dev/full'))('a full disk is storage_full', async () => {
  const error = await writeFile('/dev/full', 'x').catch(translateError);
  expect(error).toMatchObject({ code: 'storage_full' });
});

test('a store whose directory cannot be made says so', async () => {
  await writeFile(inRoot('a-file'), '');
  const impossible = createFilesystemBlobs({
    root: inRoot('a-file', 'below'),
    presign: { secret: Buffer.alloc(32), basePath: '/raw' },
    clock: { now: () => new Date() },
    reuseOpenFilesMs: 0,
  });
  await expect(impossible).rejects.toMatchObject({ name: 'MadrigalError' });
});
