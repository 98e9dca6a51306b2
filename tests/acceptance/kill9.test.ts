import { readdir } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { PART_SIZE_BYTES, type Upload, type UploadDetails } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  createUpload,
  eventually,
  hasOwnInstances,
  type Instance,
  isExternalInstance,
  type LocalFile,
  mustPutBytes,
  partOf,
  processed,
  sendFile,
  sendMissingBytes,
  setUpAdmin,
  startInstance,
  uploadPersistently,
} from './harness/index.ts';

const RANDOM_KILLS = 10;
const RANDOM_UPLOADS = 6;
/** The kills of that test come at random moments, so waiting for a time is the point there. */
const LONGEST_LIFE_MS = 1_500;
/** Long enough to be caught in the act, small enough to be sent at once. */
const LONG_SECONDS = 150;

/** A job whose worker died waits for its lease and the sweep; both are short here. */
const quickRecovery = { JOB_LEASE_SECONDS: '1', SWEEP_INTERVAL_SECONDS: '1', LOG_LEVEL: 'warn' };

describe.skipIf(!hasOwnInstances)('after kill -9', () => {
  let instance: Instance;
  let admin: Client;
  let longSong: LocalFile;
  let longAlac: LocalFile;
  const expectedSongs = new Map<string, string>();

  beforeAll(async () => {
    [longSong, longAlac] = await Promise.all([
      audioFile({ format: 'mp3', seconds: LONG_SECONDS, sound: 'tone', channels: 1 }),
      audioFile({ format: 'alac', seconds: LONG_SECONDS, sound: 'tone', channels: 1 }),
    ]);
    instance = await startInstance(quickRecovery);
    admin = (await setUpAdmin(instance.baseUrl)).client;
  });
  afterAll(() => instance.dispose());

  const shortSong = () => audioFile({ format: 'mp3', seconds: 1 });
  /** Two parts: the second is short. */
  const twoParts = () =>
    audioFile({ format: 'wav', seconds: 100, sound: 'tone', name: 'two-parts' });

  async function crash(): Promise<void> {
    await instance.kill9();
    await instance.start();
  }

  const look = (uploadId: string) => admin.must('getUpload', { params: { uploadId } });
  const complete = (uploadId: string) => admin.must('completeUpload', { params: { uploadId } });

  async function becomesOneSong(uploadId: string, file: LocalFile): Promise<void> {
    const { processing } = await processed(admin, uploadId);
    expect(processing).toMatchObject({ state: 'ready', duplicate: false });
    const songId = processing.songId ?? '';
    const song = await admin.must('getSong', { params: { songId } });
    expect(song.sizeBytes).toBe(file.bytes.byteLength);
    expect(expectedSongs.has(song.contentHash)).toBe(false);
    expectedSongs.set(song.contentHash, songId);
    const stream = await admin.must('streamSong', {
      params: { songId },
      query: { format: 'original' },
    });
    const response = await fetch(new URL(stream.url, instance.baseUrl));
    expect(Buffer.from(await response.arrayBuffer()).equals(Buffer.from(file.bytes))).toBe(true);
  }

  /** Uploads, completes and kills as soon as processing looks as asked. */
  async function crashWhen(
    file: LocalFile,
    looksRight: (processing: Upload['processing']) => boolean,
  ): Promise<UploadDetails> {
    const upload = await sendFile(admin, file);
    await eventually('that moment of processing', async () => {
      const { processing } = await look(upload.id);
      if (processing.state === 'ready') throw new Error('processing was over too soon');
      return looksRight(processing);
    });
    await crash();
    return upload;
  }

  const moments = isExternalInstance ? [] : [40, 120, 250, 500, 900]; // of its one process
  it.for(moments)('%i ms into a start, the next start works', async (lifeMs) => {
    await instance.kill9();
    await instance.startAndKill(lifeMs);
    await instance.start();
    await admin.must('listSongs');
  });

  it('an upload that was only announced goes on with the URL it has', async () => {
    const file = await shortSong();
    const upload = await createUpload(admin, file);
    await crash();
    expect(await look(upload.id)).toMatchObject({ state: 'created' });
    await sendMissingBytes(admin, upload, file.bytes);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('in the middle of a single PUT, the half file counts for nothing', async () => {
    const file = await shortSong();
    const upload = await createUpload(admin, file);
    if (upload.transfer.kind !== 'single') throw new Error('must be sent whole');
    await putHalf(admin, upload.transfer.url, file.bytes);
    await crash();
    const early = await admin.call('completeUpload', { params: { uploadId: upload.id } });
    expect(early.ok ? null : early.problem.code).toBe('upload_incomplete');
    await sendMissingBytes(admin, await look(upload.id), file.bytes);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('after a single PUT was acknowledged, nothing is sent again', async () => {
    const file = await shortSong();
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    await crash();
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('before the first part, the parts still have their places', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    await crash();
    expect(await sendMissingBytes(admin, await look(upload.id), file.bytes)).toBe(2);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('in the middle of a part, only that part is sent again', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    const params = { uploadId: upload.id };
    const { parts } = await admin.must('signUploadParts', {
      params,
      body: { partNumbers: [1, 2] },
    });
    await mustPutBytes(admin, parts[1]?.url ?? '', partOf(upload, file.bytes, 2));
    await putHalf(admin, parts[0]?.url ?? '', partOf(upload, file.bytes, 1));
    await crash();
    const found = await look(upload.id);
    expect(found.transfer).toMatchObject({ finishedParts: [2] });
    expect(await sendMissingBytes(admin, found, file.bytes)).toBe(1);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('after a part was acknowledged, it is still there', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    const { parts } = await admin.must('signUploadParts', {
      params: { uploadId: upload.id },
      body: { partNumbers: [1] },
    });
    await mustPutBytes(admin, parts[0]?.url ?? '', partOf(upload, file.bytes, 1));
    await crash();
    const found = await look(upload.id);
    expect(found.transfer).toMatchObject({ finishedParts: [1], partSizeBytes: PART_SIZE_BYTES });
    expect(await sendMissingBytes(admin, found, file.bytes)).toBe(1);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('after all parts, before completion, nothing is sent again', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    await crash();
    expect(await sendMissingBytes(admin, await look(upload.id), file.bytes)).toBe(0);
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('while completion is under way, saying it again is enough', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    const first = complete(upload.id).catch(() => null);
    await crash();
    await first;
    await complete(upload.id);
    await becomesOneSong(upload.id, file);
  });

  it('right after completion was acknowledged, processing happens', async () => {
    const file = await shortSong();
    const upload = await sendFile(admin, file);
    await crash();
    await becomesOneSong(upload.id, file);
  });

  it('while the job runs, it is done again', async () => {
    const upload = await crashWhen(longSong, ({ state }) => state === 'running');
    await becomesOneSong(upload.id, longSong);
  });

  it('while a file is measured, it is measured again', async () => {
    const file = await audioFile({ format: 'opus', seconds: LONG_SECONDS, sound: 'tone' });
    const upload = await crashWhen(file, ({ step }) => step === 'measuring');
    await becomesOneSong(upload.id, file);
  });

  it('while a file is encoded, and again while it is encoded again', async () => {
    const isEncoding = ({ step }: Upload['processing']) => step === 'encoding';
    const upload = await crashWhen(longAlac, isEncoding);
    await eventually('encoding again', async () => isEncoding((await look(upload.id)).processing));
    await crash();
    await becomesOneSong(upload.id, longAlac);
  });

  it('right before and right after a song is added, there is one song', async () => {
    for (const killAt of ['storing', 'ready']) {
      const file = await shortSong();
      const upload = await sendFile(admin, file);
      await eventually(killAt, async () => {
        const { processing } = await look(upload.id);
        return processing.step === killAt || processing.state === 'ready';
      });
      await crash();
      await becomesOneSong(upload.id, file);
    }
  });

  it('while a rendition is made on request, it comes all the same', async () => {
    const file = await audioFile({ format: 'flac', seconds: LONG_SECONDS, sound: 'tone' });
    const songId = await addSong(admin, file);
    const params = { songId };
    await admin.must('requestRendition', { params, body: { format: 'opus' } });
    await crash();
    await eventually('the rendition', async () =>
      (await admin.must('getSong', { params })).formats.includes('opus'),
    );
    const song = await admin.must('getSong', { params });
    expectedSongs.set(song.contentHash, songId);
  });

  it('while an upload is cancelled, it is gone or can be cancelled again', async () => {
    const file = await twoParts();
    const upload = await createUpload(admin, file);
    await sendMissingBytes(admin, upload, file.bytes);
    const params = { uploadId: upload.id };
    const cancelling = admin.call('cancelUpload', { params }).catch(() => null);
    await crash();
    await cancelling;
    const again = await admin.call('cancelUpload', { params });
    expect(again.ok ? 'done' : again.problem.code).toMatch(/^(done|not_found)$/);
  });

  it(`${RANDOM_KILLS} times at random while ${RANDOM_UPLOADS} files come in, all become songs`, async () => {
    const files = await Promise.all(
      Array.from({ length: RANDOM_UPLOADS }, (_, index) => (index < 2 ? twoParts() : shortSong())),
    );
    const uploads = Promise.all(files.map((file) => uploadPersistently(admin, file)));
    for (let kill = 0; kill < RANDOM_KILLS; kill += 1) {
      await delay(Math.random() * LONGEST_LIFE_MS);
      await crash();
    }
    const finished = await uploads;
    for (const [index, { id }] of finished.entries()) {
      await becomesOneSong(id, files[index] ?? longSong);
    }
  });

  it('leaves no song twice and nothing stuck', async () => {
    const { items } = await admin.must('listSongs', { query: { limit: 200 } });
    const songs = await Promise.all(
      items.map(({ id }) => admin.must('getSong', { params: { songId: id } })),
    );
    expect(new Map(songs.map(({ contentHash, id }) => [contentHash, id]))).toEqual(expectedSongs);
    expect(items).toHaveLength(expectedSongs.size);
    const uploads = await admin.must('listUploads', { query: { limit: 200 } });
    const stuck = uploads.items.filter(
      ({ state, processing }) =>
        state === 'completed' && ['queued', 'running'].includes(processing.state),
    );
    expect(stuck).toEqual([]);
  });

  it.skipIf(isExternalInstance)('leaves no bytes that nobody needs', async () => {
    await eventually('the sweep of left-over bytes', async () => {
      const leftOver = await leftOverFiles(instance.dataDir);
      return leftOver.length === 0;
    });
  });
});

/** Files of unfinished writes and unfinished uploads in parts, outside the database's folder. */
async function leftOverFiles(dataDir: string): Promise<string[]> {
  const entries = await readdir(dataDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => /\/(temporary|multipart)\//.test(path));
}

/** A PUT that stops halfway; resolves once the first half has left for the server. */
async function putHalf(client: Client, url: string, bytes: Uint8Array): Promise<void> {
  const put = request(new URL(url, client.baseUrl), {
    method: 'PUT',
    headers: { 'content-length': bytes.byteLength },
  });
  put.on('error', () => {}); // the server is about to be killed
  await new Promise((sent) => put.write(bytes.subarray(0, bytes.byteLength / 2), sent));
}
