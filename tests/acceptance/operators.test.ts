import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  audioFile,
  type Client,
  callAuth,
  eventually,
  type Instance,
  isExternalInstance,
  type LocalFile,
  setUpAdmin,
  signIn,
  startInstance,
} from './harness/index.ts';

describe.skipIf(isExternalInstance)('for operators', () => {
  let instance: Instance;
  let admin: Client;
  let song: LocalFile;
  let songId: string;

  beforeAll(async () => {
    instance = await startInstance({ METRICS_TOKEN: 'm'.repeat(32) });
    admin = (await setUpAdmin(instance.baseUrl)).client;
    song = await audioFile({ format: 'mp3', seconds: 1 });
    songId = await addSong(admin, song);
  });
  afterAll(() => instance.dispose());

  const metrics = (headers: Record<string, string> = {}) =>
    fetch(new URL('/metrics', instance.baseUrl), { headers });

  async function sample(line: RegExp): Promise<number> {
    const found = line.exec(await (await metrics()).text());
    if (!found) throw new Error(`There is no line like ${line}.`);
    return Number(found[1]);
  }

  it('there are figures of requests, the edge, jobs, the queue, the database and the process', async () => {
    const { url } = await admin.must('streamSong', { params: { songId }, query: {} });
    await (await fetch(new URL(url, instance.baseUrl))).arrayBuffer();
    await fetch(new URL(`${url}x`, instance.baseUrl));
    await eventually('the last answer to be counted', async () =>
      (await (await metrics()).text()).includes('url_signature_invalid"} 1'),
    );
    expect(
      await sample(/^madrigal_http_requests_total\{operation="streamSong",status="200"\} (\d+)$/m),
    ).toBe(1);
    expect(await sample(/^madrigal_edge_sent_bytes_total (\d+)$/m)).toBe(song.bytes.byteLength);
    expect(
      await sample(/^madrigal_jobs_total\{kind="audio.process",outcome="done"\} (\d+)$/m),
    ).toBe(1);
    expect(await sample(/^madrigal_queue_waiting\{kind="audio.process"\} (\d+)$/m)).toBe(0);
    expect(await sample(/^madrigal_queue_dead_letters (\d+)$/m)).toBe(0);
    expect(await sample(/^madrigal_database_connections\{state="waiting"\} (\d+)$/m)).toBe(0);
    expect(await sample(/^process_resident_memory_bytes (\d+)$/m)).toBeGreaterThan(1_000_000);
  });

  it('the figures are not for those who come through a proxy, unless they have the token', async () => {
    const proxied = { 'x-forwarded-for': '203.0.113.5' };
    expect((await metrics(proxied)).status).toBe(403);
    const token = { authorization: `Bearer ${'m'.repeat(32)}` };
    expect((await metrics({ ...proxied, ...token })).status).toBe(200);
  });

  it('the log says which request a job goes back to, over several jobs', async () => {
    await eventually('the log lines of both jobs', async () => {
      const lines = (await readFile(join(instance.dataDir, 'madrigal.log'), 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Record<string, unknown>);
      const request = lines.find((line) => line.operationId === 'completeUpload');
      const jobs = lines.filter((line) => line.msg === 'job done');
      if (!request || jobs.length < 2) return false;
      const kinds = jobs.map(({ kind, requestId }) => [kind, requestId]);
      expect(kinds).toContainEqual(['media.dispatch', request.requestId]);
      expect(kinds).toContainEqual(['audio.process', request.requestId]);
      return true;
    });
  });

  it('the overview counts what there is', async () => {
    const overview = await admin.must('getOverview');
    expect(overview).toMatchObject({
      songs: 1,
      albums: 1,
      users: 1,
      libraryBytes: song.bytes.byteLength,
      queue: { waiting: 0, running: 0, deadLetters: 0 },
    });
    expect(overview.disk?.freeBytes).toBeGreaterThan(0);
    expect((await admin.must('listDeadLetters')).items).toEqual([]);
  });

  it('the audit log knows who signed in, failed to, signed out, and what admins did', async () => {
    await expect(
      signIn(instance.baseUrl, { ...adminAccount, password: 'not this' }),
    ).rejects.toThrow();
    const session = await signIn(instance.baseUrl, adminAccount);
    await admin.must('updateSong', { params: { songId }, body: { year: 1999 } });
    await callAuth(instance.baseUrl, '/sign-out', { body: {}, cookie: session.cookie });
    const first = await admin.must('listAudit', { query: { limit: 4 } });
    const user = { id: expect.any(String), name: adminAccount.name };
    const targets = { email: adminAccount.email };
    expect(first.items).toMatchObject([
      { action: 'auth/sign-out', user, outcome: 'done' },
      { action: 'updateSong', user, targets: { songId }, outcome: 'done' },
      { action: 'auth/sign-in/email', user, targets, outcome: 'done' },
      { action: 'auth/sign-in/email', user: null, targets, outcome: 'invalid_credentials' },
    ]);
    const rest = await admin.must('listAudit', { query: { cursor: first.nextCursor ?? '' } });
    expect(rest.nextCursor).toBeNull();
    const actions = rest.items.map(({ action }) => action);
    expect(actions).toContain('setUpInstance');
    expect(JSON.stringify([first, rest])).not.toContain(adminAccount.password);
  });
});
