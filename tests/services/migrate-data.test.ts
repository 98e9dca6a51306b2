import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addSong,
  adminAccount,
  type Client,
  createClient,
  eventually,
  type Instance,
  renewingToken,
  setUpAdmin,
  signIn,
  startInstance,
} from '../acceptance/harness/index.ts';
import { type SharedEngines, startSharedEngines } from './engines.ts';
import { createSongMaker } from './load/songs.ts';
import { type Program, root, startProgram } from './program.ts';
import { startServices } from './stack.ts';

const SONGS = 12;
const disposables = new AsyncDisposableStack();
let engines: SharedEngines;
let embedded: Instance;
let songIds: string[];
let sounds: Buffer[];

beforeAll(async () => {
  [engines, embedded] = await Promise.all([startSharedEngines(disposables), startInstance()]);
  disposables.defer(() => embedded.dispose());
  const { client } = await setUpAdmin(embedded.baseUrl);
  const newFile = await createSongMaker(20);
  songIds = [];
  for (let count = 0; count < SONGS; count += 1) songIds.push(await addSong(client, newFile()));
  sounds = await Promise.all(songIds.map((songId) => soundOf(client, songId)));
  await client.must('createPlaylist', { body: { name: 'Moves along' } });
});
afterAll(() => disposables.disposeAsync());

async function soundOf(client: Client, songId: string): Promise<Buffer> {
  const { url } = await client.must('streamSong', { params: { songId } });
  const response = await fetch(new URL(url, client.baseUrl));
  if (!response.ok) throw new Error(`the edge answered ${response.status}`);
  return Buffer.from(await response.arrayBuffer());
}

async function move(more: Record<string, string> = {}, args: string[] = []): Promise<Program> {
  const dataDir = join(engines.folder, 'move-data');
  await mkdir(dataDir, { recursive: true });
  const entry = join(root, 'packages/server/src/entry/migrate-data.ts');
  const command = [process.execPath, entry, embedded.dataDir, ...args];
  return startProgram('migrate-data', command, {
    ...engines.env,
    ...(await secretsOf(embedded.dataDir)),
    PUBLIC_URL: 'http://127.0.0.1:1',
    DATA_DIR: dataDir,
    ...more,
  });
}

/** Secrets that go along. */
async function secretsOf(dataDir: string) {
  const read = (name: string) => readFile(join(dataDir, 'secrets', name), 'utf8');
  return { AUTH_SECRET: await read('auth-secret'), SEALING_SECRET: await read('sealing-secret') };
}

async function ended(program: Program): Promise<{ code: number | null; output: string }> {
  const code = await program.end('SIGCONT');
  return { code, output: program.output() };
}

/** Names of the objects in the journal, of whichever buckets. */
async function journal(): Promise<string[]> {
  const folder = join(embedded.dataDir, 'moving');
  const places = await readdir(folder).catch(() => []);
  const texts = await Promise.all(
    places.map((place) => readFile(join(folder, place, 'files.jsonl'), 'utf8').catch(() => '')),
  );
  return texts.flatMap((text) => text.split('\n').filter((line) => line.endsWith('}')));
}

it('refuses other secrets, and a folder that Madrigal runs on', async () => {
  const refused = await ended(await move({ AUTH_SECRET: 'x'.repeat(40) }));
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('AUTH_SECRET must be'),
  });
  const running = await ended(await move());
  expect(running).toMatchObject({ code: 1, output: expect.stringContaining('Stop it first') });
});

it('takes files along while Madrigal runs, and goes on where it was killed', async () => {
  const first = await move({}, ['--files-only']);
  await eventually('a file in the journal', async () => (await journal()).length > 0);
  await first.end('SIGKILL');
  const before = (await journal()).length;
  const second = await ended(await move({}, ['--files-only']));
  expect(second).toMatchObject({ code: 0, output: expect.stringContaining('every hash compared') });
  const there = [...second.output.matchAll(/; (\d+) were there before/g)];
  expect(there.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(before);
});

it('moves the rest once Madrigal has stopped, killed in the middle or not', async () => {
  await embedded.process.end('SIGTERM');
  const killed = await move();
  await eventually('the database on its way', async () =>
    /Taking the database|Filling/.test(killed.output()),
  );
  await killed.end('SIGKILL');
  const { code, output } = await ended(await move());
  expect(output).toMatch(/database: \d+ rows in \d+ tables, counts and hashes compared/);
  expect(code).toBe(0);
  expect(await readdir(embedded.dataDir)).not.toContain('moving');
  const again = await ended(await move());
  expect(again).toMatchObject({ code: 0 });
});

it('is the same instance on the other side', async () => {
  const { url } = await startServices(
    { 'user,admin,song,photo,video': 1, edge: 1, worker: 1 },
    { ...engines, env: { ...engines.env, ...(await secretsOf(embedded.dataDir)) } },
    disposables,
  );
  const session = await signIn(url, adminAccount);
  const client = createClient(
    url,
    renewingToken(() => session),
  );
  const { items } = await client.must('listPlaylists', { query: { limit: 10 } });
  expect(items.map(({ name }) => name)).toEqual(['Moves along']);
  for (const [index, songId] of songIds.entries()) {
    expect((await soundOf(client, songId)).equals(sounds[index] ?? Buffer.of())).toBe(true);
  }
  const refused = await ended(await move());
  expect(refused).toMatchObject({
    code: 1,
    output: expect.stringContaining('holds something else'),
  });
});
