import { systemClock, toBlobKey } from '@madrigal/core/shared';
import { afterEach, describe, expect, test } from 'vitest';
import {
  type Answer,
  type Script,
  startScriptedServer,
} from '../../shared/testing/scripted-server.ts';
import { createS3Blobs, type S3BlobsOptions } from './index.ts';

const song = toBlobKey('song.mp3');
const opened: { dispose(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0)) await each.dispose();
});

/** The engine on a server that answers by script. */
async function answering(answers: Script, more: Partial<S3BlobsOptions> = {}) {
  const server = await startScriptedServer(answers);
  const blobs = createS3Blobs({
    bucket: 'b',
    region: 'us-east-1',
    clock: systemClock,
    endpoint: server.endpoint,
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    maxAttempts: 3,
    ...more,
  });
  opened.push({
    async dispose() {
      blobs.close();
      await server.dispose();
    },
  });
  return { store: blobs.store, prepareBucket: blobs.prepareBucket, seen: server.seen };
}

const described = { etag: '"v1"', 'last-modified': 'Sat, 21 Nov 2026 01:00:00 GMT' };
const head: Answer = { status: 200, headers: { ...described, 'content-length': '10' } };

function failure(status: number, code: string): Answer {
  return { status, body: `<Error><Code>${code}</Code><Message>no</Message></Error>` };
}

function bytes(body: string, range: string, more: Partial<Answer> = {}): Answer {
  return {
    status: 206,
    headers: { ...described, 'content-range': `bytes ${range}` },
    body,
    ...more,
  };
}

async function textOf(chunks: AsyncIterable<Uint8Array>): Promise<string> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(Buffer.from(chunk));
  return Buffer.concat(all).toString();
}

describe('a store that has too much to do', () => {
  test.each([
    [503, 'SlowDown'],
    [500, 'InternalError'],
    [400, 'RequestTimeout'],
  ])('is asked again after %i %s', async (status, code) => {
    const { store, seen } = await answering([
      failure(status, code),
      failure(status, code),
      {
        status: 200,
        body: '<InitiateMultipartUploadResult><UploadId>u</UploadId></InitiateMultipartUploadResult>',
      },
    ]);
    expect(await store.startMultipart(song)).toBe('u');
    expect(seen).toHaveLength(3);
  });

  test('is unavailable after the last attempt', async () => {
    const { store, seen } = await answering([failure(503, 'SlowDown')]);
    await expect(store.list('', { limit: 1 })).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen).toHaveLength(3);
  });

  test('gets the same bytes again, with their checksum', async () => {
    const { store, seen } = await answering([failure(503, 'SlowDown'), { status: 200 }, head]);
    await store.write(song, Buffer.from('0123456789'));
    const sent = seen.filter((request) => request.method === 'PUT');
    expect(sent.map((request) => request.body)).toEqual(['0123456789', '0123456789']);
    // echo -n 0123456789 | openssl md5 -binary | base64
    for (const { headers } of sent) expect(headers['content-md5']).toBe('eB5eJF1ptWaXm4bijSPyxw==');
  });
});

test.each([
  [404, 'NoSuchKey', 'not_found'],
  [404, 'NoSuchBucket', 'unavailable'],
  [403, 'AccessDenied', 'unavailable'],
  [400, 'ExpiredToken', 'unavailable'],
  [403, 'InvalidAccessKeyId', 'unavailable'],
  [403, 'RequestTimeTooSkewed', 'unavailable'],
  [403, 'QuotaExceeded', 'storage_full'],
  [507, 'XMinioStorageFull', 'storage_full'],
  [416, 'InvalidRange', 'range_not_satisfiable'],
  [400, 'MalformedXML', 'internal'],
])('%i %s is %s', async (status, code, expected) => {
  const { store } = await answering([failure(status, code)], { maxAttempts: 1 });
  await expect(store.read(song)).rejects.toMatchObject({ name: 'MadrigalError', code: expected });
});

test.each([
  [404, 'not_found'],
  [403, 'unavailable'],
  [503, 'unavailable'],
])('a head that answers %i and nothing else is %s', async (status, expected) => {
  const { store } = await answering([{ status }], { maxAttempts: 1 });
  await expect(store.head(song)).rejects.toMatchObject({ code: expected });
});

test('messages hold neither address nor key of the store', async () => {
  const { store } = await answering([failure(403, 'AccessDenied')]);
  const error: Error = await store.head(song).then(
    () => expect.unreachable(),
    (thrown) => thrown,
  );
  expect(error.message).not.toMatch(/127\.0\.0\.1|song/);
});

test('a store that is not there is unavailable', async () => {
  const endpoint = 'http://127.0.0.1:1';
  const { store } = await answering([head], { endpoint, maxAttempts: 2 });
  await expect(store.head(song)).rejects.toMatchObject({ code: 'unavailable' });
});

describe('a connection that breaks within an object', () => {
  const cut = bytes('0123456789', '0-9/10', { cutAfterBytes: 4 });

  test('is replaced by another one that goes on with the same version', async () => {
    const { store, seen } = await answering([
      cut,
      bytes('456789', '4-9/10', { cutAfterBytes: 1 }),
      bytes('56789', '5-9/10'),
    ]);
    const { chunks } = await store.read(song, { start: 0, end: 9 });
    expect(await textOf(chunks)).toBe('0123456789');
    expect(seen.map(({ headers }) => [headers.range, headers['if-match']])).toEqual([
      ['bytes=0-9', undefined],
      ['bytes=4-9', '"v1"'],
      ['bytes=5-9', '"v1"'],
    ]);
  });

  test('ends the reading when the object was replaced meanwhile', async () => {
    const { store } = await answering([cut, failure(412, 'PreconditionFailed')]);
    const { chunks } = await store.read(song, { start: 0, end: 9 });
    await expect(textOf(chunks)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('is given up when no byte comes any more', async () => {
    const stuck = bytes('456789', '4-9/10', { cutAfterBytes: 0 });
    const { store, seen } = await answering([cut, stuck]);
    const { chunks } = await store.read(song, { start: 0, end: 9 });
    await expect(textOf(chunks)).rejects.toMatchObject({ code: 'unavailable' });
    expect(seen.length).toBeLessThan(6);
  });
});

test('an error inside a successful answer is one', async () => {
  const part = '<Part><PartNumber>1</PartNumber><ETag>"p"</ETag><Size>1</Size></Part>';
  const { store } = await answering([
    { status: 200, body: `<ListPartsResult>${part}</ListPartsResult>` },
    failure(200, 'InternalError'),
  ]);
  const completing = store.completeMultipart(song, 'u', 1);
  await expect(completing).rejects.toMatchObject({ code: 'unavailable' });
});

test.each(['InternalError', 'AccessDenied'])(
  'an object that is not deleted for %s makes the deletion fail',
  async (code) => {
    const error = `<Error><Key>song.mp3</Key><Code>${code}</Code></Error>`;
    const { store } = await answering([
      { status: 200, body: `<DeleteResult>${error}</DeleteResult>` },
    ]);
    await expect(store.delete([song])).rejects.toMatchObject({ code: 'unavailable' });
  },
);

test('a part that fails for good drops the upload', async () => {
  const { store, seen } = await answering(
    [{ status: 200, body: '<R><UploadId>u</UploadId></R>' }, failure(403, 'AccessDenied')],
    { maxAttempts: 1 },
  );
  const writing = store.write(song, Buffer.alloc(9 * 1024 * 1024));
  await expect(writing).rejects.toMatchObject({ code: 'unavailable' });
  expect(seen.at(-1)).toMatchObject({ method: 'DELETE', url: expect.stringMatching(/uploadId=u/) });
});

test('asks for encryption of what it writes', async () => {
  const encryption = { algorithm: 'aws:kms', keyId: 'k' } as const;
  const { store, seen } = await answering([{ status: 200 }, head], { encryption });
  await store.write(song, Buffer.from('x'));
  expect(seen[0]?.headers).toMatchObject({
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'k',
  });
});

describe('preparing a bucket', () => {
  const settings = {
    uploadOrigins: ['https://music.example'],
    dropUnfinishedAfterDays: 4,
    expire: [{ prefix: 'transient/', afterDays: 30 }],
  };
  /** As MinIO answers (its issues 16120 and 20995). */
  const minio: Script = ({ url, body }) => {
    if (url.includes('cors')) return failure(501, 'NotImplemented');
    return body.includes('AbortIncomplete') ? failure(400, 'MalformedXML') : { status: 200 };
  };

  test('tells what a server cannot do, and sets the rest', async () => {
    const { prepareBucket, seen } = await answering(minio, { maxAttempts: 1 });
    expect(await prepareBucket(settings)).toEqual(['unfinished-uploads', 'upload-origins']);
    const rules = seen.filter(({ url }) => url.includes('lifecycle')).at(-1)?.body;
    expect(rules).toContain('<Prefix>transient/</Prefix>');
    expect(rules).not.toContain('AbortIncomplete');
  });

  test('sends no lifecycle without a rule', async () => {
    const { prepareBucket, seen } = await answering(minio, { maxAttempts: 1 });
    await prepareBucket({ ...settings, expire: [] });
    expect(seen.filter(({ url }) => url.includes('lifecycle'))).toHaveLength(1);
  });

  test.each(['lifecycle', 'cors'])('fails where the right to set %s is missing', async (part) => {
    const { prepareBucket } = await answering(
      ({ url }) => (url.includes(part) ? failure(403, 'AccessDenied') : { status: 200 }),
      { maxAttempts: 1 },
    );
    await expect(prepareBucket(settings)).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('fails where rules for objects are refused', async () => {
    const { prepareBucket } = await answering(
      ({ url }) => (url.includes('lifecycle') ? failure(400, 'MalformedXML') : { status: 200 }),
      { maxAttempts: 1 },
    );
    await expect(prepareBucket(settings)).rejects.toMatchObject({ code: 'internal' });
  });
});
