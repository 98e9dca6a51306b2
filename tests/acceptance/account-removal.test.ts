import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addPhotos,
  addSong,
  audioFile,
  byToken,
  type Client,
  callAuth,
  createClient,
  createSubsonic,
  ended,
  eventually,
  type Instance,
  isExternalInstance,
  renewingToken,
  runToEnd,
  type Session,
  setUpAdmin,
  signUp,
  startInstance,
} from './harness/index.ts';

const person = { name: 'Gone Girl', email: 'gone@example.org', password: 'a quiet evening song' };
const NUMBER = '+493012345678';

/** What outlives an account: who did what, and mails and texts that were sent. */
const KEPT = ['audit_entries', 'outbox_mails', 'outbox_texts'];

describe.skipIf(isExternalInstance)('an account with one of everything', () => {
  let folder: string;
  let instance: Instance;
  let admin: Client;
  let session: Session;
  let client: Client;
  let userId: string;
  const media: string[] = [];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-removal-')));
    instance = await startInstance();
    const { baseUrl } = instance;
    admin = (await setUpAdmin(baseUrl)).client;
    const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1 }));
    session = await signUp(baseUrl, person);
    client = createClient(
      baseUrl,
      renewingToken(() => session),
    );
    userId = (await client.must('getMe')).id;
    await ownEverything(songId);
  });
  afterAll(async () => {
    await instance.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  async function ownEverything(songId: string): Promise<void> {
    await admin.must('setStorageLimit', { params: { userId }, body: { limitBytes: 10 ** 9 } });
    await addNumber();
    await client.must('createApiToken', { body: { name: 'Backup script', scope: 'read' } });
    const made = await client.must('createAppPassword', { body: { name: 'Kitchen radio' } });
    const app = createSubsonic(instance.baseUrl, byToken(made.username, made.password));
    const id = `so-${songId}`;
    await app.call('createBookmark', { id, position: 1 });
    await app.call('setRating', { id, rating: 3 });
    await app.call('scrobble', { id, submission: 'false' });
    await app.call('savePlayQueue', { id });
    await app.call('createShare', { id: [id, id], description: 'Twice' });
    await client.must('addFavourite', { params: { kind: 'song', id: songId } });
    const play = crypto.randomUUID().replace(/^(.{14})./, '$17');
    await client.must('recordPlay', {
      body: { id: play, songId, playedAt: new Date().toISOString(), msPlayed: 300_000 },
    });
    await client.must('createUpload', { body: { fileName: 'half.jpg', sizeBytes: 1000 } });
    media.push(...(await addPhotos(client, ['red', 'blue'])));
    await client.must('createPhotoAlbum', { body: { title: 'Both', mediaIds: media } });
    const photos = media.map((mediaId) => ({ mediaId }));
    const pace = { kind: 'seconds', secondsPerPhoto: 1 } as const;
    const spec = { photos, pace, resolution: '720p' as const };
    const slideshow = await client.must('createSlideshow', { body: { spec } });
    await ended(client, slideshow.id);
  }

  async function addNumber(): Promise<void> {
    const post = async (path: string, body: object) =>
      expect((await callAuth(instance.baseUrl, path, { body, ...session })).status).toBe(200);
    await post('/phone/begin', { phoneNumber: NUMBER, confirmation: person.password });
    const text = await eventually('the text', async () =>
      (await admin.must('listOutboxTexts')).items.find(({ to }) => to === NUMBER),
    );
    await post('/phone/confirm', { phoneNumber: NUMBER, code: text.text.slice(0, 6) });
  }

  /** Tables of a backup that say something of the person, by name. */
  async function mentions(name: string): Promise<string[]> {
    const target = join(folder, name);
    const args = [target, '--data', instance.dataDir];
    expect(await runToEnd({ program: 'backup', args })).toMatchObject({ code: 0 });
    const found: string[] = [];
    for (const file of await readdir(join(target, 'database'))) {
      const rows = gunzipSync(await readFile(join(target, 'database', file))).toString('utf8');
      const words = [userId, person.email, NUMBER, ...media];
      if (words.some((word) => rows.includes(word))) found.push(basename(file, '.copy.gz'));
    }
    return found.filter((table) => !KEPT.includes(table));
  }

  it('takes all of it along', async () => {
    const response = await client.request('/api/v1/me/export');
    const text = Buffer.from(await response.arrayBuffer()).toString('utf8');
    for (const expected of [
      'profile.json',
      'sign-in.json',
      NUMBER,
      'programs.json',
      'Backup script',
      'Kitchen radio',
      'storage.json',
      '1000000000',
      'shares.json',
      'Twice',
      'slideshows.json',
      'media.json',
    ]) {
      expect(text, expected).toContain(expected);
    }
    expect(text).not.toMatch(/mad_|secret|"hash"|"password"/i);
  });

  it('leaves nothing behind when it goes', async () => {
    const before = await mentions('before');
    for (const table of ['auth_users', 'app_passwords', 'storage_limits', 'shares', 'media']) {
      expect(before).toContain(table);
    }
    await client.must('deleteMe', { body: { confirmation: person.password } });
    // What names the objects of photos, until a sweep has deleted those.
    const remains = ['media_remains'];
    expect((await mentions('after')).filter((table) => !remains.includes(table))).toEqual([]);
  });
});
