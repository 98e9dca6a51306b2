import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toBlobKey } from '@madrigal/core/shared';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestStore } from './testing/open-test-store.ts';

const key = toBlobKey('raw/someone/upload');
const bytes = Buffer.from('twelve bytes');
const expiresAt = new Date('2027-03-04T06:00:00Z');
let now = new Date('2027-03-04T05:00:00Z');
let context: Awaited<ReturnType<typeof openTestStore>>;

beforeEach(async () => {
  now = new Date('2027-03-04T05:00:00Z');
  context = await openTestStore({ clock: { now: () => now } });
});
afterEach(() => context.dispose());

async function* body(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks;
}

function receive(
  target: string,
  chunks = [bytes],
  contentLength: number | null = bytes.byteLength,
) {
  return context.blobs.receiver.receive({ target, contentLength, body: body(...chunks) });
}

async function signed(sizeBytes = bytes.byteLength): Promise<string> {
  return (await context.blobs.store.presignPut(key, sizeBytes, expiresAt)).url;
}

async function signedPart(): Promise<{ id: string; url: string }> {
  const { store } = context.blobs;
  const id = await store.startMultipart(key);
  const part = { partNumber: 3, sizeBytes: bytes.byteLength };
  return { id, url: (await store.presignPart(key, id, part, expiresAt)).url };
}

async function nothingIsLeft(): Promise<void> {
  expect(await readdir(join(context.root, 'temporary'))).toEqual([]);
  expect((await context.blobs.store.list('', { limit: 9 })).items).toEqual([]);
}

test('answers the ETag the object has', async () => {
  const { etag } = await receive(await signed());
  expect(await context.blobs.store.head(key)).toMatchObject({ etag, sizeBytes: 12 });
});

test('answers the ETag the part has', async () => {
  const { id, url } = await signedPart();
  const { etag } = await receive(url);
  expect(await context.blobs.store.listParts(key, id)).toEqual([
    { partNumber: 3, sizeBytes: 12, etag },
  ]);
});

test('takes a body of undeclared length if it has the right one', async () => {
  await receive(await signed(), [bytes.subarray(0, 5), bytes.subarray(5)], null);
  expect((await context.blobs.store.head(key)).sizeBytes).toBe(12);
});

describe('a download', () => {
  const address = async () => {
    const { store } = context.blobs;
    return (await store.presignDownload(key, 'Möwe.jpg', expiresAt)).url;
  };
  const codeOf = (target: string) => {
    try {
      context.blobs.downloads.verify(target, now);
    } catch (error) {
      return (error as { code?: unknown }).code;
    }
    return 'nothing was thrown';
  };

  test('names its object and what it is saved as, until it expires', async () => {
    const verified = context.blobs.downloads.verify(await address(), now);
    expect(verified).toMatchObject({ key, expiresAt });
    expect(verified.disposition).toContain('M%C3%B6we.jpg');
    now = expiresAt;
    expect(codeOf(await address())).toBe('url_expired');
  });

  test('is refused with any altered character, as an upload, and the other way round', async () => {
    const url = await address();
    for (let i = 0; i < url.length; i++) {
      for (const other of [url[i] === '1' ? '2' : '1', '%', '']) {
        expect(codeOf(url.slice(0, i) + other + url.slice(i + 1))).toBe('url_signature_invalid');
      }
    }
    await expect(receive(url)).rejects.toMatchObject({ code: 'url_signature_invalid' });
    expect(codeOf(await signed())).toBe('url_signature_invalid');
  });
});

test('refuses every altered character of a URL', async () => {
  for (const url of [await signed(), (await signedPart()).url]) {
    for (let i = 0; i < url.length; i++) {
      for (const other of [url[i] === '1' ? '2' : '1', '%', '']) {
        const altered = url.slice(0, i) + other + url.slice(i + 1);
        await expect(receive(altered), altered).rejects.toMatchObject({
          code: 'url_signature_invalid',
        });
      }
    }
  }
  await nothingIsLeft();
});

test.each([
  ['a parameter twice', (url: string) => `${url}&size=12`],
  ['a parameter more', (url: string) => `${url}&x=1`],
  ['no query', (url: string) => url.split('?')[0] ?? ''],
  ['a way up', (url: string) => url.replace('/raw/raw/', '/raw/../raw/raw/')],
  ['an encoded way up', (url: string) => url.replace('/raw/raw/', '/raw/%2e%2e/raw/')],
  ['a zero byte', (url: string) => url.replace('upload', 'upload%00')],
  ['an absolute form', (url: string) => `http://localhost${url}`],
  ['a part of it left out', (url: string) => url.replace(/expires=\d+&/, '')],
])('refuses a URL with %s', async (_, alter) => {
  await expect(receive(alter(await signed()))).rejects.toMatchObject({
    code: 'url_signature_invalid',
  });
  await nothingIsLeft();
});

test('refuses a URL of another store', async () => {
  const other = await openTestStore({});
  try {
    const url = (await other.blobs.store.presignPut(key, 12, expiresAt)).url;
    const elsewhere = url.replace('/raw/', '/other/');
    await expect(receive(elsewhere)).rejects.toMatchObject({ code: 'url_signature_invalid' });
  } finally {
    await other.dispose();
  }
});

test('refuses a URL from the moment it expires', async () => {
  const url = await signed();
  now = new Date(expiresAt.getTime() - 1);
  await receive(url);
  now = expiresAt;
  await expect(receive(url)).rejects.toMatchObject({ code: 'url_expired' });
});

test.each([
  ['declared too long', 13, [bytes], 'payload_too_large'],
  ['declared too short', 11, [bytes], 'invalid_request'],
  ['really too long', 12, [bytes, Buffer.from('!')], 'payload_too_large'],
  ['really too short', 12, [bytes.subarray(1)], 'invalid_request'],
  ['undeclared and too long', null, [bytes, bytes], 'payload_too_large'],
  ['undeclared and empty', null, [], 'invalid_request'],
])('refuses a body %s and keeps none of it', async (_, declared, chunks, code) => {
  await expect(receive(await signed(), chunks, declared)).rejects.toMatchObject({ code });
  const { id, url } = await signedPart();
  await expect(receive(url, chunks, declared)).rejects.toMatchObject({ code });
  expect(await context.blobs.store.listParts(key, id)).toEqual([]);
  await nothingIsLeft();
});

test('stops reading a body that is too long', async () => {
  let taken = 0;
  const endless = (async function* () {
    for (;;) {
      taken += 1;
      yield bytes;
    }
  })();
  const request = { target: await signed(), contentLength: null, body: endless };
  await expect(context.blobs.receiver.receive(request)).rejects.toMatchObject({
    code: 'payload_too_large',
  });
  expect(taken).toBe(2);
});

test('keeps nothing of a body that breaks off', async () => {
  const broken = (async function* () {
    yield bytes.subarray(0, 4);
    throw new Error('the client went away');
  })();
  const request = { target: await signed(), contentLength: 12, body: broken };
  await expect(context.blobs.receiver.receive(request)).rejects.toThrow('the client went away');
  await nothingIsLeft();
});

test('refuses a part of an upload that was dropped, without reading it', async () => {
  const { id, url } = await signedPart();
  await context.blobs.store.abortMultipart(key, id);
  const unread = (async function* (): AsyncGenerator<Uint8Array> {
    yield await Promise.reject(new Error('the body was read'));
  })();
  const request = { target: url, contentLength: 12, body: unread };
  await expect(context.blobs.receiver.receive(request)).rejects.toMatchObject({
    code: 'not_found',
  });
});

test('an object stays whole while it is replaced by a broken upload', async () => {
  await receive(await signed());
  await expect(receive(await signed(), [bytes.subarray(2)])).rejects.toThrow();
  expect((await context.blobs.store.head(key)).sizeBytes).toBe(12);
});
