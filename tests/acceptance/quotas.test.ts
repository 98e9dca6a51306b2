import type { Problem } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import {
  addPhotos,
  addSong,
  audioFile,
  type Client,
  createClient,
  createUpload,
  ended,
  hasOwnInstances,
  pictureFile,
  readProblem,
  renewingToken,
  setUpAdmin,
  sharedInstance,
  signUp,
  startInstance,
} from './harness/index.ts';
import { ownInstance } from './harness/own-instance.ts';
import { addMedia } from './harness/video-file.ts';

const { baseUrl, admin, anonymous } = hasOwnInstances ? await ownInstance() : sharedInstance();
const MB = 1_000_000;
const GB = 1000 * MB;

async function newPerson(at = baseUrl): Promise<{ client: Client; userId: string; email: string }> {
  const email = `${crypto.randomUUID()}@example.org`;
  const session = await signUp(at, { name: 'Quentin', email, password: 'a quiet evening song' });
  const client = createClient(
    at,
    renewingToken(() => session),
  );
  return { client, email, userId: (await client.must('getMe')).id };
}

const announce = (client: Client, sizeBytes: number) =>
  client.call('createUpload', { body: { fileName: 'a.jpg', sizeBytes } });

async function refusalOf(answer: ReturnType<typeof announce>): Promise<Problem> {
  const settled = await answer;
  if (settled.ok) throw new Error('It was taken.');
  return settled.problem;
}

const limitTo = (userId: string, limitBytes: number | null) =>
  admin.must('setStorageLimit', { params: { userId }, body: { limitBytes } });

describe('a storage limit', () => {
  it('refuses an upload before a byte is sent, and says what is left', async () => {
    const { client, userId } = await newPerson();
    await limitTo(userId, 10 * MB);
    expect((await announce(client, 6 * MB)).status).toBe(201);
    const refusal = await refusalOf(announce(client, 4 * MB + 1));
    expect(refusal).toMatchObject({
      status: 413,
      code: 'quota_exceeded',
      quota: { usedBytes: 6 * MB, limitBytes: 10 * MB, leftBytes: 4 * MB },
    });
    expect(refusal.detail).toContain(String(4 * MB));
    expect((await announce(client, 4 * MB)).status).toBe(201);
    expect(await client.must('getStorage')).toEqual({
      usedBytes: 10 * MB,
      limitBytes: 10 * MB,
      leftBytes: 0,
      parts: { mediaBytes: 0, uploadBytes: 10 * MB, slideshowBytes: 0 },
    });
  });

  it('is not exceeded by uploads that race, large ones in parts neither', async () => {
    const { client, userId } = await newPerson();
    await limitTo(userId, 100 * MB);
    const racing = Array.from({ length: 20 }, () => announce(client, 30 * MB));
    const answers = await Promise.all(racing);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    for (const answer of answers)
      if (!answer.ok) expect(answer.problem.code).toBe('quota_exceeded');
    expect(await client.must('getStorage')).toMatchObject({ usedBytes: 90 * MB });
  });

  it('has room again when an upload is cancelled, turned away, or its photo removed for good', async () => {
    const { client, userId } = await newPerson();
    const photo = await pictureFile();
    await limitTo(userId, photo.byteLength + 100);
    const { id } = await createUpload(client, { name: 'a.jpg', bytes: photo });
    await client.must('cancelUpload', { params: { uploadId: id } });

    const noise = { name: 'b.jpg', bytes: Buffer.alloc(90, 'x') };
    await expect(addMedia(client, noise)).rejects.toThrow('rejected');
    expect(await client.must('getStorage')).toMatchObject({ usedBytes: 0 });

    const mediaId = await addMedia(client, { name: 'c.png', bytes: photo });
    const parts = { mediaBytes: photo.byteLength, uploadBytes: 0, slideshowBytes: 0 };
    expect(await client.must('getStorage')).toMatchObject({ leftBytes: 100, parts });
    await client.must('deleteMedia', { params: { mediaId } });
    expect(await client.must('getStorage')).toMatchObject({ leftBytes: 100, parts });
    await client.must('removeMediaItems', { body: { mediaIds: [mediaId] } });
    expect(await client.must('getStorage')).toMatchObject({ usedBytes: 0 });
    expect((await announce(client, photo.byteLength)).status).toBe(201);
  });

  it('below what is stored takes nothing away and lets nothing in, slideshows neither', async () => {
    const { client, userId } = await newPerson();
    const mediaIds = await addPhotos(client, ['red', 'blue']);
    const spec = {
      photos: mediaIds.map((mediaId) => ({ mediaId })),
      pace: { kind: 'seconds', secondsPerPhoto: 1 } as const,
      resolution: '720p' as const,
    };
    const shown = await client.must('createSlideshow', { body: { spec } });
    const { sizeBytes } = (await ended(client, shown.id)).video ?? { sizeBytes: 0 };
    const { parts, usedBytes } = await client.must('getStorage');
    expect(parts.slideshowBytes).toBe(sizeBytes);
    expect(usedBytes).toBe(parts.mediaBytes + sizeBytes);

    await limitTo(userId, 1);
    expect(await client.must('getStorage')).toMatchObject({ usedBytes, leftBytes: 0 });
    expect(await refusalOf(announce(client, 1))).toMatchObject({
      quota: { usedBytes, limitBytes: 1, leftBytes: 0 },
    });
    const another = await client.call('createSlideshow', { body: { spec } });
    expect(another).toMatchObject({ status: 413, problem: { code: 'quota_exceeded' } });
    const preview = await client.call('createSlideshow', { body: { spec, preview: true } });
    expect(preview.status).toBe(202);
    expect((await client.must('listMedia')).items).toHaveLength(2);

    await limitTo(userId, null);
    expect((await announce(client, 5 * GB)).status).toBe(201);
    await client.must('deleteSlideshow', { params: { slideshowId: shown.id } });
    expect((await client.must('getStorage')).parts.slideshowBytes).toBe(0);
  });

  it('holds for visitors of an album, who do not learn how much its owner stores', async () => {
    const { client, userId } = await newPerson();
    const { id: targetId } = await client.must('createPhotoAlbum', { body: { title: 'Wedding' } });
    const link = { kind: 'photo_album', targetId, allowGuestUpload: true } as const;
    const { token } = await client.must('createShare', { body: link });
    await limitTo(userId, 10 * MB);
    const send = (sizeBytes: number) =>
      anonymous.call('createGuestUpload', {
        params: { token },
        body: { fileName: 'a.jpg', sizeBytes, guestName: '' },
      });
    expect((await send(6 * MB)).ok).toBe(true);
    const refused = await send(5 * MB);
    if (refused.ok) throw new Error('It was taken.');
    expect(refused.problem).toMatchObject({ status: 413, code: 'quota_exceeded' });
    expect(refused.problem.quota).toBeUndefined();
    expect(refused.problem.detail).not.toMatch(/\d/);
    expect(await client.must('getStorage')).toMatchObject({ usedBytes: 6 * MB });
  });

  it('does not count songs, which belong to the library', async () => {
    const before = await admin.must('getStorage');
    await addSong(admin, await audioFile({ format: 'mp3', seconds: 1 }));
    const after = await admin.must('getStorage');
    expect(after.parts.mediaBytes).toBe(before.parts.mediaBytes);
    expect(before.limitBytes).toBeNull();
  });
});

describe('admins', () => {
  it('see everybody with what they store, find people, and set limits of their own', async () => {
    const { client, userId, email } = await newPerson();
    await announce(client, 5 * MB);
    const find = async () => (await admin.must('listUsers', { query: { q: email } })).items;
    expect(await find()).toMatchObject([
      { id: userId, email, role: 'listener', ownLimit: null, storage: { usedBytes: 5 * MB } },
    ]);
    await limitTo(userId, 7 * MB);
    expect(await find()).toMatchObject([
      { ownLimit: { limitBytes: 7 * MB }, storage: { limitBytes: 7 * MB, leftBytes: 2 * MB } },
    ]);
    await admin.must('clearStorageLimit', { params: { userId } });
    expect(await find()).toMatchObject([{ ownLimit: null, storage: { limitBytes: null } }]);
    const [act] = (await admin.must('listAudit', { query: { limit: 1 } })).items;
    expect(act).toMatchObject({ action: 'clearStorageLimit', targets: { userId } });
  });

  it('page through everybody', async () => {
    for (const _ of [1, 2]) await newPerson();
    const first = await admin.must('listUsers', { query: { limit: 1 } });
    const cursor = first.nextCursor ?? '';
    const second = await admin.must('listUsers', { query: { limit: 1, cursor } });
    expect(second.items[0]?.id).not.toBe(first.items[0]?.id);
    const wrong = await admin.request('/api/v1/admin/users?cursor=bm90aGluZw');
    expect((await readProblem(wrong)).code).toBe('invalid_cursor');
  });

  it('cannot limit somebody who is not there', async () => {
    const params = { userId: crypto.randomUUID() };
    const answer = await admin.call('setStorageLimit', { params, body: { limitBytes: 1 } });
    expect(answer).toMatchObject({ problem: { code: 'not_found' } });
  });
});

describe.skipIf(!hasOwnInstances)('the limit of an instance', () => {
  it('holds for whoever has none of their own, and goes with an account', async () => {
    const instance = await startInstance({ STORAGE_LIMIT_GB: '1' });
    try {
      const owner = (await setUpAdmin(instance.baseUrl)).client;
      const { client, userId } = await newPerson(instance.baseUrl);
      expect(await client.must('getStorage')).toMatchObject({ limitBytes: GB, leftBytes: GB });
      expect(await refusalOf(announce(client, GB + 1))).toMatchObject({ code: 'quota_exceeded' });
      const params = { userId };
      await owner.must('setStorageLimit', { params, body: { limitBytes: 2 * GB } });
      expect((await announce(client, GB + 1)).status).toBe(201);
      await owner.must('clearStorageLimit', { params });
      expect(await client.must('getStorage')).toMatchObject({ limitBytes: GB, leftBytes: 0 });
    } finally {
      await instance.dispose();
    }
  });
});
