import type { Caller } from '@madrigal/core/identity';
import { acceptArrival } from '@madrigal/core/media/intake';
import { createUploads } from '@madrigal/core/media/upload';
import { type NewJob, newId, systemClock } from '@madrigal/core/shared';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createUploadStore, openPostgres, type Postgres } from '../../database/postgres/index.ts';
import { createTestDatabase, type TestDatabase } from '../../database/postgres/testing/index.ts';
import { openTestStore } from '../filesystem/testing/open-test-store.ts';
import { readBucketEvent } from './bucket-events.ts';

/** A notification as S3 sends it (user guide, "Event message structure"). */
const notification = (key: string, size: number, eventName = 'ObjectCreated:Put') => ({
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: 'eu-central-1',
      eventTime: '2026-01-01T00:00:00.000Z',
      eventName,
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: 'arrivals',
        bucket: { name: 'raw', arn: 'arn:aws:s3:::raw' },
        object: { key, size, eTag: '0', sequencer: '0055AED6DCD90281E5' },
      },
    },
  ],
});

describe('a notification of a bucket', () => {
  test('names the objects that were made', () => {
    const arrival = [{ key: 'uploads/a b/ü', sizeBytes: 7 }];
    expect(readBucketEvent(notification('uploads/a+b/%C3%BC', 7))).toEqual(arrival);
    const multipart = notification('uploads/x/y', 0, 'ObjectCreated:CompleteMultipartUpload');
    expect(readBucketEvent(multipart)).toEqual([{ key: 'uploads/x/y', sizeBytes: 0 }]);
  });

  test.each([
    notification('uploads/x/y', 7, 'ObjectRemoved:Delete'),
    { Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'raw' },
    { Records: [{ eventName: 'ObjectCreated:Put' }] },
    null,
    'text',
  ])('%j announces nothing', (message) => {
    expect(readBucketEvent(message)).toEqual([]);
  });
});

describe('an arrival', () => {
  let database: TestDatabase;
  let postgres: Postgres;
  beforeAll(async () => {
    database = await createTestDatabase();
    postgres = openPostgres(database);
  });
  afterAll(async () => {
    await postgres.close();
    await database.dispose();
  });

  const caller: Caller = { userId: 'me', role: 'listener' };

  async function setUp(more: { guest?: { shareId: string; name: string } } = {}) {
    const sent: NewJob[] = [];
    const raw = await openTestStore({});
    const deps = {
      uploads: createUploadStore(postgres.db),
      raw: raw.blobs.store,
      jobs: { send: async (job: NewJob) => void sent.push(job) },
      clock: systemClock,
      newId,
      limits: { expireAfterMs: 60_000, urlTtlMs: 60_000 },
      roomFor: async () => ({ limitBytes: null, slideshowBytes: 0 }),
    };
    const uploads = createUploads(deps);
    const { upload } = await uploads.create(caller, {
      ...{ fileName: 'a.jpg', sizeBytes: 3 },
      ...more,
    });
    await raw.blobs.store.write(upload.rawKey, new Uint8Array(3));
    const announce = async (size = 3) => {
      const completed: boolean[] = [];
      for (const arrival of readBucketEvent(notification(upload.rawKey, size))) {
        completed.push(await acceptArrival(deps, arrival));
      }
      return completed;
    };
    const state = async () => (await deps.uploads.getUpload(upload.id)).state;
    return { announce, uploads, upload, sent, state, dispose: raw.dispose };
  }

  test('completes its upload; the sender who says so too changes nothing', async () => {
    const { announce, uploads, upload, sent, state, dispose } = await setUp();
    expect(await announce()).toEqual([true]);
    expect(await announce()).toEqual([false]);
    expect((await uploads.complete(caller, upload.id)).upload.state).toBe('completed');
    expect(await state()).toBe('completed');
    expect(sent.map(({ kind }) => kind)).toEqual(['media.dispatch']);
    await dispose();
  });

  test('behind its sender, or at the same moment, is handled once', async () => {
    const { announce, uploads, upload, sent, dispose } = await setUp();
    await Promise.all([announce(), uploads.complete(caller, upload.id), announce()]);
    expect(await announce()).toEqual([false]);
    expect(sent.map(({ kind }) => kind)).toEqual(['media.dispatch']);
    await dispose();
  });

  test('of a visitor’s file waits for the visitor, whose link is asked about', async () => {
    const { announce, sent, state, dispose } = await setUp({
      guest: { shareId: newId(), name: 'Zoë' },
    });
    expect(await announce()).toEqual([false]);
    expect(await state()).toBe('created');
    expect(sent).toEqual([]);
    await dispose();
  });

  test('of other bytes than were announced leaves the upload open', async () => {
    const { announce, sent, state, dispose } = await setUp();
    expect(await announce(2)).toEqual([false]);
    expect(await state()).toBe('created');
    expect(sent).toEqual([]);
    await dispose();
  });
});
