import { mkdir, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DELETED_ACCOUNT } from '@madrigal/contract';
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
  fetchToken,
  type Instance,
  isExternalInstance,
  pictureFile,
  renewingToken,
  type Session,
  setUpAdmin,
  signUp,
  startInstance,
} from './harness/index.ts';
import { findInDatabase } from './harness/whole-database.ts';

const person = { name: 'Gone Girl', email: 'gone@example.org', password: 'a quiet evening song' };
const NUMBER = '+493012345678';
/** Sweeps come at the start, and then later than this test lasts: what is removed, a job removed. */
const settings = { SWEEP_INTERVAL_SECONDS: '86400' };

describe.skipIf(isExternalInstance)('an account with one of everything', () => {
  let folder: string;
  let instance: Instance;
  let admin: Client;
  let session: Session;
  let client: Client;
  let userId: string;
  const media: string[] = [];
  let objectsBefore: string[];
  const opened: string[] = [];

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-removal-')));
    const music = join(folder, 'music');
    await mkdir(music);
    instance = await startInstance({ ...settings, IMPORT_ROOTS: music });
    const { baseUrl } = instance;
    admin = (await setUpAdmin(baseUrl)).client;
    const songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1 }));
    await admin.must('createInvitation', { body: { email: person.email } });
    session = await signUp(baseUrl, person);
    client = createClient(
      baseUrl,
      renewingToken(() => session),
    );
    userId = (await client.must('getMe')).id;
    await workAsAdmin(music);
    objectsBefore = await objects();
    await ownEverything(songId);
    await goAbout(songId);
  });
  afterAll(async () => {
    await instance.dispose();
    await rm(folder, { recursive: true, force: true });
  });

  /** What somebody did who has a part in the library. */
  async function workAsAdmin(music: string): Promise<void> {
    const params = { userId };
    await admin.must('setUserRole', { params, body: { role: 'admin' } });
    const editor = createClient(instance.baseUrl, await fetchToken(session));
    await addSong(editor, await audioFile({ format: 'mp3', seconds: 1 }));
    const { id: importId } = await editor.must('startImport', { body: { path: music } });
    await eventually('the import', async () => {
      const { state } = await editor.must('getImport', { params: { importId } });
      return state === 'finished';
    });
    await admin.must('setUserRole', { params, body: { role: 'listener' } });
  }

  /** What somebody leaves at the door, and with others. */
  async function goAbout(songId: string): Promise<void> {
    const { baseUrl } = instance;
    const wrong = { email: person.email.toUpperCase(), password: 'not my password' };
    expect((await callAuth(baseUrl, '/sign-in/email', { body: wrong })).status).toBe(401);
    const { password, email } = person;
    await callAuth(baseUrl, '/request-password-reset', { body: { email } });
    await callAuth(baseUrl, '/two-factor/enable', { body: { password }, ...session });
    await eventually('a mail', async () =>
      (await admin.must('listOutbox')).items.some(({ to }) => to === email),
    );
    const { id: playlistId } = await admin.must('createPlaylist', { body: { name: 'Of others' } });
    const { token } = await admin.must('invitePlaylistMembers', { params: { playlistId } });
    await client.must('joinPlaylist', { params: { playlistId }, body: { token } });
    await client.must('addPlaylistItems', { params: { playlistId }, body: { songIds: [songId] } });
  }

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
    const { id: playlistId } = await client.must('createPlaylist', {
      body: { name: 'Mine', songIds: [songId] },
    });
    const picture = Buffer.from(await pictureFile()).toString('base64');
    const cover = await client.must('setPlaylistCover', {
      params: { playlistId },
      body: { picture },
    });
    const photo = await client.must('getMedia', { params: { mediaId: media[0] ?? '' } });
    const { baseUrl = '', query } = photo.access ?? {};
    for (const url of [cover.coverUrl, `${baseUrl}${photo.renditions[0]?.name}?${query}`]) {
      opened.push(new URL(url ?? '', instance.baseUrl).href);
    }
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

  /** Tables that say something of the person, each with what. */
  const mentions = () =>
    findInDatabase(instance.dataDir, {
      id: userId,
      email: person.email,
      name: person.name,
      number: NUMBER,
      photo: media[0] ?? '',
    });

  async function objects(): Promise<string[]> {
    const root = join(instance.dataDir, 'blobs');
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    const files = found.filter((entry) => entry.isFile());
    return files.map(({ parentPath, name }) => join(parentPath, name)).toSorted();
  }

  const statusOf = async (url: string) => (await fetch(url)).status;

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
    const before = await mentions();
    for (const table of [
      'public.app_passwords',
      'public.audit_entries',
      'public.auth_two_factors',
      'public.auth_users',
      'public.imports',
      'public.invitations',
      'public.media',
      'public.outbox_mails',
      'public.outbox_texts',
      'public.playlist_items',
      'public.playlists',
      'public.shares',
      'public.songs',
      'public.storage_limits',
    ]) {
      expect(Object.keys(before)).toContain(table);
    }
    expect(Object.keys(before).some((table) => table.startsWith('pgboss.'))).toBe(true);
    expect(await Promise.all(opened.map(statusOf))).toEqual([200, 200]);

    await client.must('deleteMe', { body: { confirmation: person.password } });
    await eventually('the end of all objects', async () => {
      const known = new Set(objectsBefore);
      return (await objects()).every((path) => known.has(path));
    });
    // The bare ids of photos stay for a day, for objects that a forgotten worker may still write.
    const left = await eventually(
      'the end of the job',
      async () => {
        const found = await mentions();
        return Object.values(found).flat().includes('id') ? null : found;
      },
      10_000,
    ).catch(mentions);
    expect(left).toEqual({ 'public.media_remains': ['photo'] });
    expect(await objects()).toEqual(objectsBefore);
    expect(await Promise.all(opened.map(statusOf))).toEqual([404, 404]);
  });

  it('leaves what it did in the audit log, without saying who', async () => {
    const { items } = await admin.must('listAudit', { query: { limit: 100 } });
    const theirs = items.filter(({ user }) => user?.id === DELETED_ACCOUNT);
    expect(theirs.map(({ action }) => action)).toContain('startImport');
    for (const { clientIp, user } of theirs) expect([clientIp, user?.name]).toEqual(['', null]);
    const refused = items.filter(({ targets }) => targets.email === DELETED_ACCOUNT);
    expect(refused).toContainEqual(
      expect.objectContaining({ outcome: 'invalid_credentials', clientIp: '' }),
    );
    const promoted = items.find(({ action }) => action === 'setUserRole');
    expect(promoted).toMatchObject({
      targets: { userId: DELETED_ACCOUNT },
      user: { name: 'Ada Admin' },
    });
    expect(promoted?.clientIp).not.toBe('');
  });

  it('of somebody that an admin deletes is not named by that act either', async () => {
    const other = { name: 'Other One', email: 'other@example.org', password: person.password };
    const theirs = await signUp(instance.baseUrl, other);
    const { id } = await createClient(instance.baseUrl, await fetchToken(theirs)).must('getMe');
    const body = { email: other.email };
    await admin.must('deleteUser', { params: { userId: id }, body });
    const [act] = (await admin.must('listAudit', { query: { limit: 1 } })).items;
    expect(act).toMatchObject({ action: 'deleteUser', targets: { userId: DELETED_ACCOUNT } });
    const words = { id, email: other.email, name: other.name };
    expect(await findInDatabase(instance.dataDir, words)).toEqual({});
  });
});
