import { describe, expect, test } from 'vitest';
import { type BlobKey, toBlobKey as key, mediaTypeOfKey } from '../shared/index.ts';
import { type Context, keysOf, patterned, textOf } from './blob-store-context.ts';

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

export function describeKeys(context: Context): void {
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

export function describeListing(context: Context): void {
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
