import { describe, expect, test } from 'vitest';
import { toBlobKey as key } from '../shared/index.ts';
import { allOf, type Context, inMinutes, keysOf, patterned } from './blob-store-context.ts';

/** S3's least size of a part that is not the last. */
const MIN_PART = 5 * 1024 * 1024;

export function describePresigned(context: Context): void {
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

export function describeDownloads(context: Context): void {
  describe('presigned download', () => {
    test('hands out what is there as a file to be saved, and nothing else', async () => {
      const { store, get } = context();
      const object = key('raw/someone/original');
      await store.write(object, patterned(1000));
      const { url, expiresAt } = await store.presignDownload(object, 'Möwe.html', inMinutes(5));
      expect(expiresAt.getTime()).toBeGreaterThan(Date.now());
      const answer = await get(url);
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(patterned(1000));
      expect(answer.headers.get('content-type')).toBe('application/octet-stream');
      expect(answer.headers.get('content-disposition')).toContain("UTF-8''M%C3%B6we.html");
      const missing = await store.presignDownload(key('raw/nobody'), 'x', inMinutes(5));
      expect((await get(missing.url)).status).toBe(404);
    });

    test('is refused for another object and once its time is over', async () => {
      const { store, get, checksPresigned } = context();
      if (!checksPresigned) return;
      const object = key('raw/someone/original');
      await store.write(object, patterned(10));
      const { url } = await store.presignDownload(object, 'a.jpg', inMinutes(5));
      expect((await get(url.replace('someone', 'anyone1'))).status).toBe(403);
      const past = await store.presignDownload(object, 'a.jpg', inMinutes(-5));
      expect((await get(past.url)).status).toBe(403);
    });
  });
}

export function describeMultipart(context: Context): void {
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
