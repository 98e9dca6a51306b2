import {
  appendFile,
  chmod,
  mkdtemp,
  readdir,
  readFile,
  realpath,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  type Client,
  createClient,
  createUpload,
  type Instance,
  isExternalInstance,
  killProcessesMentioning,
  type LocalFile,
  processed,
  renewingToken,
  runToEnd,
  sendMissingBytes,
  setUpAdmin,
  signIn,
  signUp,
  startServer,
} from './harness/index.ts';
import { startInstance } from './harness/instance.ts';

const listenerAccount = { name: 'Lea', email: 'lea@example.org', password: 'a listener of ours' };

describe.skipIf(isExternalInstance)('backup and restore', () => {
  let folder: string;
  let instance: Instance;
  let admin: Client;
  let songId: string;
  let song: LocalFile;
  let halfSent: LocalFile;
  let halfSentId: string;

  const backup = (target: string, dataDir = instance.dataDir) =>
    runToEnd({ program: 'backup', args: [target, '--data', dataDir] });
  const restore = (source: string, dataDir: string, ...flags: string[]) =>
    runToEnd({ program: 'restore', args: [source, '--data', dataDir, ...flags] });

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-backup-')));
    await chmod(folder, 0o755); // for the user whom PostgreSQL runs as when we are root
    instance = await startInstance();
    admin = (await setUpAdmin(instance.baseUrl)).client;
    await signUp(instance.baseUrl, listenerAccount);
    await ownThings();
    song = await audioFile({ format: 'mp3', seconds: 2, tags: { title: 'Ünïcode\t"and" tabs' } });
    songId = await addSong(admin, song);
    halfSent = await audioFile({ format: 'wav', seconds: 100, sound: 'tone', name: 'half-sent' });
    const upload = await createUpload(admin, halfSent);
    halfSentId = upload.id;
    await sendMissingBytes(admin, upload, halfSent.bytes);
  });
  /** Something in as many tables as requests alone can fill. */
  async function ownThings(): Promise<void> {
    const { id: userId } = await admin.must('getMe');
    await admin.must('setStorageLimit', { params: { userId }, body: { limitBytes: 10 ** 12 } });
    await admin.must('updateMe', { body: { language: 'de' } });
    await admin.must('createAppPassword', { body: { name: 'Kitchen' } });
    await admin.must('createApiToken', { body: { name: 'Tab\tand\nline', scope: 'read' } });
    await admin.must('createInvitation', { body: {} });
    await admin.must('createPhotoAlbum', { body: { title: '\\N', mediaIds: [] } });
    const { id: targetId } = await admin.must('createPlaylist', {
      body: { name: 'Backslash \\ and Ünïcode', songIds: [] },
    });
    await admin.must('createShare', {
      body: { kind: 'playlist', targetId, description: 'For you' },
    });
  }
  afterAll(async () => {
    await instance.dispose();
    killProcessesMentioning(folder);
    await rm(folder, { recursive: true, force: true });
  });

  /** Everything that was in the instance is in one on `dataDir` too, and it goes on from there. */
  async function isTheSame(dataDir: string): Promise<void> {
    const server = await startServer({ env: { PORT: '0', DATA_DIR: dataDir } });
    try {
      const session = await signIn(server.baseUrl, adminAccount);
      const client = createClient(
        server.baseUrl,
        renewingToken(() => session),
      );
      const params = { songId };
      // Signatures differ every time, and with them the URLs.
      const { waveformUrl: _, ...expected } = await admin.must('getSong', { params });
      expect(await client.must('getSong', { params })).toMatchObject(expected);
      const { url } = await client.must('streamSong', { params, query: { format: 'original' } });
      const bytes = await (await fetch(new URL(url, server.baseUrl))).arrayBuffer();
      expect(Buffer.from(bytes).equals(Buffer.from(song.bytes))).toBe(true);
      const listener = await signIn(server.baseUrl, listenerAccount);
      const asListener = createClient(
        server.baseUrl,
        renewingToken(() => listener),
      );
      expect((await asListener.must('getMe')).role).toBe('listener');
      await client.must('completeUpload', { params: { uploadId: halfSentId } });
      expect((await processed(client, halfSentId)).processing.state).toBe('ready');
    } finally {
      await server.end('SIGTERM');
    }
  }

  it('brings everything to another folder while the instance runs', async () => {
    const target = join(folder, 'running');
    const { code, output } = await backup(target);
    expect(output).toContain(target);
    expect(code).toBe(0);
    expect((await stat(target)).mode & 0o077).toBe(0);
    const secrets = await readdir(join(target, 'secrets'));
    expect(secrets.length).toBeGreaterThan(0);
    for (const name of secrets) {
      expect((await stat(join(target, 'secrets', name))).mode & 0o077).toBe(0);
    }
    const dataDir = join(folder, 'restored');
    expect(await restore(target, dataDir)).toMatchObject({ code: 0 });
    await isTheSame(dataDir);
  });

  it('does the same from an instance that stopped', async () => {
    const source = join(folder, 'stopped-data');
    expect(await restore(join(folder, 'running'), source)).toMatchObject({ code: 0 });
    const target = join(folder, 'stopped');
    expect(await backup(target, source)).toMatchObject({ code: 0 });
    expect(await rowsOf(target)).toEqual(await rowsOf(join(folder, 'running')));
    const dataDir = join(folder, 'restored-from-stopped');
    expect(await restore(target, dataDir)).toMatchObject({ code: 0 });
    await isTheSame(dataDir);
  });

  /** Rows of every table of a backup, in an order of their own. */
  async function rowsOf(target: string): Promise<Record<string, string[]>> {
    const files = (await readdir(join(target, 'database'))).toSorted();
    expect(files.length).toBeGreaterThan(40);
    const tables = files.map(async (file) => {
      const rows = gunzipSync(await readFile(join(target, 'database', file))).toString('utf8');
      return [file, rows.split('\n').toSorted()] as const;
    });
    return Object.fromEntries(await Promise.all(tables));
  }

  it('replaces neither a backup nor a data folder', async () => {
    const again = await backup(join(folder, 'running'));
    expect(again).toMatchObject({ code: 1 });
    expect(again.output).toContain('not empty');
    const dataDir = join(folder, 'occupied');
    await restore(join(folder, 'running'), dataDir);
    const occupied = await restore(join(folder, 'running'), dataDir);
    expect(occupied).toMatchObject({ code: 1 });
    expect(occupied.output).toContain('--force');
    expect(await restore(join(folder, 'running'), dataDir, '--force')).toMatchObject({ code: 0 });
    const kept = (await readdir(folder)).filter((name) => name.startsWith('occupied.before-'));
    expect(kept).toHaveLength(1);
  });

  it('refuses to restore into a running instance', async () => {
    const { code, output } = await restore(join(folder, 'running'), instance.dataDir, '--force');
    expect(code).toBe(1);
    expect(output).toContain('is running');
  });

  it('refuses a folder that is no backup, and a data folder that is no instance', async () => {
    const none = await restore(folder, join(folder, 'never'));
    expect(none).toMatchObject({ code: 1 });
    expect(none.output).toContain('no complete backup');
    const empty = await backup(join(folder, 'of-nothing'), join(folder, 'never'));
    expect(empty).toMatchObject({ code: 1 });
    expect(await readdir(folder)).not.toContain('of-nothing');
  });

  it('notices damage, leaves a data folder that does not start, and can be done again', async () => {
    const target = join(folder, 'damaged');
    await backup(target);
    const [blob] = (await readdir(join(target, 'blobs'), { recursive: true }))
      .filter((name) => name.endsWith('.mp3'))
      .map((name) => join(target, 'blobs', name));
    if (!blob) throw new Error('There is no song in the backup.');
    // A file of its own: the backup's may be another name of the instance's.
    await rm(blob);
    await writeFile(blob, song.bytes);
    await appendFile(blob, 'x');
    const dataDir = join(folder, 'half');
    const half = await restore(target, dataDir);
    expect(half).toMatchObject({ code: 1 });
    expect(half.output).toMatch(/damaged: blobs\/.*\.mp3/);
    const start = await runToEnd({ env: { PORT: '0', DATA_DIR: dataDir } });
    expect(start).toMatchObject({ code: 1 });
    expect(start.output).toContain('did not finish');
    expect(await restore(join(folder, 'running'), dataDir)).toMatchObject({ code: 0 });
    await isTheSame(dataDir);
  });
});
