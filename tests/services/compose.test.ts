import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  addSong,
  audioFile,
  type Client,
  eventually,
  setUpAdmin,
} from '../acceptance/harness/index.ts';
import { exampleEnv, filledIn, readCompose, readServerImage } from './compose-file.ts';
import { containerEngine, startContainer } from './containers.ts';
import { freePort, type SharedEngines, startSharedEngines } from './engines.ts';
import { type Program, root, startProgram } from './program.ts';
import { startNginx } from './stack.ts';

// compose.yaml: every service of ours by its own command, with its own settings and those of the image, in its
// order, as processes, or as containers where there is an engine for them. Addresses, which only containers in
// a network of their own have, are replaced by those here.
const { services } = readCompose();
const image = readServerImage();
const disposables = new AsyncDisposableStack();
/** Ports of what listens at 4680 in a container. */
const ports = new Map<string, number>();
let engines: SharedEngines;
let given: Record<string, string>;
let client: Client;

/** What the gateway's image listens at. */
const PORT_IN_IMAGE = 8080;

const isOfMongo = (setting: string) => ['ACCOUNTS_DATABASE', 'MONGODB_URL'].includes(setting);
const isOurs = (name: string) => services[name]?.image === 'madrigal:local';
const listening = Object.keys(services).filter(
  (name) => isOurs(name) && !['keys', 'migrate'].includes(name),
);

beforeAll(async () => {
  engines = await startSharedEngines(disposables);
  const gatewayPort = containerEngine ? PORT_IN_IMAGE : await freePort();
  for (const name of listening) ports.set(name, await freePort());
  given = {
    ...exampleEnv(),
    PUBLIC_URL: `http://127.0.0.1:${gatewayPort}`,
    ...storage(),
  };
  for (const name of ['keys', 'migrate']) {
    const program = await start(name);
    expect(await program.end('SIGCONT'), program.output()).toBe(0);
  }
  await Promise.all(listening.map(startListening));
  await startGateway(gatewayPort);
  ({ client } = await setUpAdmin(given.PUBLIC_URL ?? ''));
});
afterAll(() => disposables.disposeAsync());

/** Ceph's gateway, or whatever else a person who runs this names, such as the MinIO of compose.yaml. */
function storage(): Record<string, string> {
  const { STORAGE_TEST_URL, STORAGE_TEST_USER = '', STORAGE_TEST_PASSWORD = '' } = process.env;
  const { endpoint, credentials } = engines.ceph;
  return STORAGE_TEST_URL
    ? {
        STORAGE_URL: STORAGE_TEST_URL,
        STORAGE_USER: STORAGE_TEST_USER,
        STORAGE_PASSWORD: STORAGE_TEST_PASSWORD,
      }
    : {
        STORAGE_URL: endpoint,
        STORAGE_USER: credentials.accessKeyId,
        STORAGE_PASSWORD: credentials.secretAccessKey,
      };
}

/** Text of compose.yaml with addresses of this machine. */
function here(text: string): string {
  const { DATABASE_URL = '', REDIS_URL = '', MONGODB_URL = '' } = engines.env;
  const named = filledIn(text, given)
    .replace(/^postgresql:.*@postgres:5432\/madrigal$/, DATABASE_URL)
    .replace(/^redis:\/\/redis:6379$/, REDIS_URL)
    .replace(/^mongodb:.*@mongodb:27017\/madrigal\?authSource=admin$/, MONGODB_URL)
    .replace(/^http:\/\/storage:9000$/, given.STORAGE_URL ?? '')
    .replace(/^\/secrets(?=\/|$)/, join(engines.folder, 'secrets'));
  return [...ports].reduce(
    (words, [name, port]) => words.replace(`//${name}:4680`, `//127.0.0.1:${port}`),
    named,
  );
}

/** A container, or a process in its place. */
async function start(name: string): Promise<Program> {
  const service = services[name];
  if (!service) throw new Error(`compose.yaml has no ${name}.`);
  const { command = image.command, environment = {} } = service;
  const own = Object.entries(environment)
    // Without a server of its protocol accounts stay beside the rest, as the file says.
    .filter(([setting]) => engines.env.MONGODB_URL || !isOfMongo(setting))
    .map(([setting, value]) => [setting, here(value)]);
  const env = {
    ...Object.fromEntries(own),
    HOST: '127.0.0.1',
    PORT: String(ports.get(name) ?? 0),
  };
  if (containerEngine) {
    const secrets = here('/secrets');
    await mkdir(secrets, { recursive: true });
    const volumes = [`${secrets}:${secrets}${name === 'keys' ? '' : ':ro'}`];
    // On the network of this machine they see that others claim a folder of the same name.
    const ownFolder = { ...env, DATA_DIR: `/data/${name}` };
    return startContainer(name, service, { command: command.map(here), env: ownFolder, volumes });
  }
  const DATA_DIR = join(engines.folder, 'data', name);
  await mkdir(DATA_DIR, { recursive: true });
  // Where FFmpeg is in the image, none may be here.
  const { FFMPEG_PATH: _, ...ofImage } = image.env;
  const argv = [process.execPath, ...command.map(here)];
  return startProgram(name, argv, { ...ofImage, ...env, DATA_DIR });
}

async function startListening(name: string): Promise<void> {
  const program = await start(name);
  // What ends a client of an engine at once would leave its container behind.
  const signal = containerEngine ? 'SIGTERM' : 'SIGKILL';
  disposables.defer(async () => void (await program.end(signal)));
  const url = `http://127.0.0.1:${ports.get(name)}/health/ready`;
  await eventually(`${name}, which is ready`, async () => {
    if (program.hasEnded()) throw new Error(`${name} ended: ${program.output()}`);
    return (await fetch(url).catch(() => null))?.ok;
  });
}

/** As nginx's image does it: templates first, by the container's environment. */
async function startGateway(port: number): Promise<void> {
  const { gateway } = services;
  const files = join(engines.folder, 'gateway');
  const prepare = async () => {
    const template = await readFile(join(root, 'infra/gateway/files.conf.template'), 'utf8');
    const own = Object.entries(gateway?.environment ?? {});
    const filled = own.map(([name, value]) => [name, filledIn(value, given)]);
    await writeFile(join(files, 'files.conf'), filledIn(template, Object.fromEntries(filled)));
    const upstreams = await readFile(join(root, 'infra/gateway/upstreams.conf'), 'utf8');
    const addressed = upstreams
      .replace('/tmp/', containerEngine ? '/tmp/' : `${files}/`)
      .replace(/\b(\w+):4680\b/g, (_, name: string) => `127.0.0.1:${ports.get(name)}`);
    await writeFile(join(files, 'upstreams.conf'), addressed);
  };
  if (!containerEngine || !gateway)
    return void (await startNginx(files, port, disposables, prepare));
  await mkdir(files, { recursive: true });
  await prepare();
  const volumes = [
    `${files}/upstreams.conf:/etc/nginx/madrigal/upstreams.conf:ro`,
    `${files}/files.conf:/tmp/files.conf:ro`,
  ];
  const program = startContainer('gateway', gateway, { env: {}, volumes });
  disposables.defer(async () => void (await program.end('SIGTERM')));
  await eventually('the gateway', async () => {
    if (program.hasEnded()) throw new Error(`The gateway ended: ${program.output()}`);
    return (await fetch(`http://127.0.0.1:${port}/gateway/health`).catch(() => null))?.ok;
  });
}

it('takes a song by the storage and plays it by the edge', async () => {
  const songId = await addSong(client, await audioFile({ format: 'mp3', seconds: 2 }));
  const { url } = await client.must('streamSong', { params: { songId } });
  const part = await fetch(new URL(url, given.PUBLIC_URL), { headers: { range: 'bytes=0-99' } });
  expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 100]);
});

it('lets pages of the gateway put files into the storage', async () => {
  const page = await fetch(given.PUBLIC_URL ?? '');
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toContain(`connect-src 'self' ${given.STORAGE_URL};`);
});

it('has an answer of every service at the gateway', async () => {
  const query = { limit: 1 };
  await client.must('getMe');
  await client.must('listDeadLetters', { query });
  await client.must('listMedia', { query });
  await client.must('listSlideshows', { query });
  await client.must('listPlaylists', { query });
});
