import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  createClient,
  createUpload,
  eventually,
  fetchToken,
  type Instance,
  inTheFuture,
  isExternalInstance,
  putBytes,
  readProblem,
  type Session,
  setUpAdmin,
  startInstance,
} from './harness/index.ts';

const HOUR_MS = 3_600_000;

describe.skipIf(isExternalInstance)('what is only valid for a while', () => {
  let keyFolder: string;
  let instance: Instance;
  let admin: Client;
  let session: Session;
  let songId: string;

  beforeAll(async () => {
    keyFolder = await mkdtemp(join(tmpdir(), 'madrigal-key-'));
    instance = await startInstance({
      EDGE_SIGNING_KEY_FILE: await newKeyFile('first'),
      STREAM_URL_TTL_SECONDS: '60',
      UPLOAD_EXPIRY_HOURS: '1',
      SWEEP_INTERVAL_SECONDS: '1',
    });
    ({ client: admin, session } = await setUpAdmin(instance.baseUrl));
    songId = await addSong(admin, await audioFile({ format: 'mp3', seconds: 1 }));
  });
  afterAll(async () => {
    await instance.dispose();
    await rm(keyFolder, { recursive: true });
  });

  async function newKeyFile(name: string): Promise<string> {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const path = join(keyFolder, `${name}.pem`);
    await writeFile(path, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    return path;
  }

  async function restart(changedEnv: Record<string, string>): Promise<void> {
    await instance.process.end('SIGTERM');
    await instance.start(changedEnv);
  }

  async function refusalOf(url: string | URL): Promise<string> {
    const response = await fetch(new URL(url, instance.baseUrl));
    expect(response.status).toBe(403);
    return (await readProblem(response)).code;
  }

  it('a stream URL lasts to the end of a song that is longer than URLs usually work', async () => {
    const long = await addSong(admin, await audioFile({ format: 'mp3', seconds: 200 }));
    const stream = await admin.must('streamSong', { params: { songId: long } });
    const short = await admin.must('streamSong', { params: { songId } });
    expect(Date.parse(stream.expiresAt)).toBeGreaterThan(Date.now() + stream.durationMs);
    expect(Date.parse(short.expiresAt)).toBeLessThan(Date.now() + stream.durationMs);
  });

  it('a stream URL is refused when another key signed it', async () => {
    const { url: foreign } = await admin.must('streamSong', { params: { songId } });
    await restart({ EDGE_SIGNING_KEY_FILE: await newKeyFile('second') });
    const { url: own } = await admin.must('streamSong', { params: { songId } });
    expect(await refusalOf(foreign)).toBe('url_signature_invalid');
    const disguised = new URL(foreign, instance.baseUrl);
    const keyPairId = new URL(own, instance.baseUrl).searchParams.get('Key-Pair-Id') ?? '';
    disguised.searchParams.set('Key-Pair-Id', keyPairId);
    expect(await refusalOf(disguised)).toBe('url_signature_invalid');
    await restart({});
    expect((await fetch(new URL(foreign, instance.baseUrl))).status).toBe(200);
  });

  it('everything is refused when its time is up', async () => {
    const token = await fetchToken(session);
    const { url } = await admin.must('streamSong', { params: { songId } });
    const file = await audioFile({ format: 'mp3', seconds: 1 });
    const upload = await createUpload(admin, file);
    if (upload.transfer.kind !== 'single') throw new Error('must be sent whole');
    expect((await fetch(new URL(url, instance.baseUrl))).status).toBe(200);

    await restart(inTheFuture(30 * HOUR_MS));

    const me = await createClient(instance.baseUrl, token).call('getMe');
    expect(me.ok ? null : me.problem.code).toBe('unauthenticated');
    expect(await refusalOf(url)).toBe('url_expired');
    const put = await putBytes(admin, upload.transfer.url, file.bytes);
    expect(put.status).toBe(403);
    expect((await readProblem(put)).code).toBe('url_expired');

    const later = createClient(instance.baseUrl, await fetchToken(session));
    const params = { uploadId: upload.id };
    await eventually(
      'expiry of the upload',
      async () => (await later.must('getUpload', { params })).state === 'expired',
    );
    const complete = await later.call('completeUpload', { params });
    expect(complete.ok ? null : complete.problem.code).toBe('upload_not_open');
  });
});
