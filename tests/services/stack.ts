import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, type SharedEngines, startSharedEngines } from './engines.ts';
import { type Program, root, startProgram, untilSaid } from './program.ts';

const entry = (name: string) => join(root, `packages/server/src/entry/${name}.ts`);

type Env = Readonly<Record<string, string>>;

/** One process of services, at an address that stays when it is replaced. */
export interface Part {
  name: string;
  services: string;
  /** What it does of the jobs, where it is a worker that does not do all. */
  workers: string | null;
  port: number;
  program: Program;
}

export interface Stack {
  /** Address of the gateway. */
  url: string;
  engines: SharedEngines;
  parts: Part[];
  /** Ends the process of a part at once, as a crash does. */
  kill(part: Part): Promise<void>;
  /** Starts the process of a part again, with other settings where some are given. */
  start(part: Part, env?: Env): Promise<void>;
  /**
   * Replaces every process by a new one, with other settings where some are given, one after another:
   * each is asked to stop, drains, and its successor is ready before the next one goes.
   */
  roll(env?: Env): Promise<void>;
  /** nginx, in front of everything but the S3 of the engines. */
  gateway: Gateway;
  /** Has the gateway send requests to these parts alone. */
  serveBy(parts: readonly Part[]): Promise<void>;
}

/** nginx with its workers, at an address that stays. */
export interface Gateway {
  pid(): number;
  /** Ends all its processes at once, as the end of its container does. */
  kill(): Promise<void>;
  /** Starts it again, and waits until it answers. */
  start(): Promise<void>;
}

/**
 * How often each process is there, by its services: `{ 'song,admin': 3, edge: 2 }`. A worker may do some of the
 * jobs alone: `{ 'worker:audio,import': 1 }`.
 */
export type Layout = Readonly<Record<string, number>>;

/** Every service by itself, but photos and videos, which wait for more to do. */
export const oneOfEach: Layout = {
  user: 1,
  admin: 1,
  song: 1,
  'photo,video': 1,
  edge: 1,
  worker: 1,
};

/** What it takes to be without any one process: three of the API, two edges, three workers. */
export const replicas: Layout = { 'user,admin,song,photo,video': 3, edge: 2, worker: 3 };

/** Engines, and services on them, until `stack` ends. */
export async function startStack(
  layout: Layout,
  stack: AsyncDisposableStack,
  more: Env = {},
): Promise<Stack> {
  return startServices(layout, await startSharedEngines(stack), stack, more);
}

/** A migration, services as processes and nginx in front of them, on engines that are there already. */
export async function startServices(
  layout: Layout,
  engines: SharedEngines,
  stack: AsyncDisposableStack,
  more: Env = {},
): Promise<Stack> {
  const gatewayPort = await freePort();
  const url = `http://127.0.0.1:${gatewayPort}`;
  const parts: Part[] = [];
  for (const [key, count] of Object.entries(layout)) {
    const [services = '', workers = null] = key.split(':');
    for (let index = 1; index <= count; index += 1) {
      const program = null as unknown as Program;
      const name = `${workers ?? services}-${index}`;
      parts.push({ name, services, workers, port: await freePort(), program });
    }
  }
  const user = parts.find((part) => part.services.split(',').includes('user'));
  const env = {
    ...engines.env,
    PUBLIC_URL: url,
    JWKS_URL: `http://127.0.0.1:${user?.port}/api/auth/jwks`,
    ...more,
  };
  const launch = async (part: Part, changed: Env = {}) => {
    const dataDir = join(engines.folder, `${part.name}-data`);
    await mkdir(dataDir, { recursive: true });
    const { services, workers } = part;
    part.program = startProgram(
      part.name,
      [
        ...[process.execPath, entry('service'), `--services=${services}`],
        ...(workers ? [`--workers=${workers}`] : []),
      ],
      { ...env, ...changed, PORT: String(part.port), DATA_DIR: dataDir },
    );
    await untilSaid(part.program, /"msg":"ready"/);
  };
  const roll = async (changed?: Env) => {
    for (const part of parts) {
      const code = await part.program.end('SIGTERM');
      if (code !== 0) throw new Error(`${part.name} ended with ${code}: ${part.program.output()}`);
      await launch(part, changed);
    }
  };
  const migrating = startProgram('migrate', [process.execPath, entry('migrate')], {
    ...env,
    DATA_DIR: join(engines.folder, 'migrate-data'),
  });
  await untilSaid(migrating, /everything is up to date/);
  if ((await migrating.end('SIGCONT')) !== 0) throw new Error(migrating.output());
  for (const part of parts) stack.defer(async () => void (await part.program?.end('SIGKILL')));
  await Promise.all(parts.map((part) => launch(part)));
  const gateway = await startGateway(engines, gatewayPort, parts, stack);
  return {
    url,
    engines,
    parts,
    kill: async (part) => void (await part.program.end('SIGKILL')),
    start: launch,
    roll,
    ...gateway,
  };
}

async function startGateway(
  { folder, ceph }: SharedEngines,
  port: number,
  parts: readonly Part[],
  stack: AsyncDisposableStack,
): Promise<Pick<Stack, 'gateway' | 'serveBy'>> {
  const files = join(folder, 'gateway');
  const serve = (by: readonly Part[]) =>
    writeFile(join(files, 'upstreams.conf'), upstreamsOf(by, ceph.endpoint));
  const gateway = await startNginx(files, port, stack, () => serve(parts));
  const serveBy = async (by: readonly Part[]) => {
    await serve(by);
    const workers = await childrenOf(gateway.pid());
    process.kill(gateway.pid(), 'SIGHUP');
    // The workers from before are gone when all they had to answer is answered.
    while ((await childrenOf(gateway.pid())).some((pid) => workers.includes(pid))) await delay(50);
  };
  return { gateway, serveBy };
}

/**
 * The gateway as it is delivered, but for where things lie, which is `files`, and whom it knows, which
 * `prepare` writes there.
 */
export async function startNginx(
  files: string,
  port: number,
  stack: AsyncDisposableStack,
  prepare: () => Promise<void>,
): Promise<Gateway> {
  await cp(join(root, 'infra/gateway'), files, { recursive: true });
  await prepare();
  const file = join(files, 'nginx.conf');
  const text = (await readFile(file, 'utf8'))
    .replaceAll('/tmp/', `${files}/`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace('worker_processes auto', 'worker_processes 1')
    .replaceAll('/etc/nginx/madrigal', files)
    .replaceAll('/usr/share/nginx/html', join(root, 'apps/web/dist'))
    .replaceAll('/dev/stdout', join(files, 'access.log'))
    .replaceAll('/dev/stderr', join(files, 'error.log'));
  await writeFile(file, `daemon off;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}${text}`);
  const launch = () => startProgram('nginx', ['nginx', '-c', file, '-e', join(files, 'error.log')]);
  let nginx = launch();
  stack.defer(async () => void (await nginx.end('SIGTERM')));
  await untilNginxAnswers(nginx, port);
  return {
    pid: () => nginx.pid,
    kill: () => killWithChildren(nginx),
    start: async () => {
      nginx = launch();
      await untilNginxAnswers(nginx, port);
    },
  };
}

async function untilNginxAnswers(nginx: Program, port: number): Promise<void> {
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/gateway/health`).catch(() => null);
    if (answer?.ok) return;
    if (nginx.hasEnded()) throw new Error(`nginx ended: ${nginx.output()}`);
    await delay(50);
  }
}

/** Workers go on without their master, and hold its port. */
async function killWithChildren(program: Program): Promise<void> {
  const children = await childrenOf(program.pid);
  const ended = program.end('SIGKILL');
  for (const child of children) process.kill(child, 'SIGKILL');
  await ended;
}

async function childrenOf(pid: number): Promise<number[]> {
  const text = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

function upstreamsOf(parts: readonly Part[], filesAt: string): string {
  const groups = ['user', 'admin', 'song', 'photo', 'video', 'edge'].map((name) => {
    const servers = parts
      .filter(({ services }) => services.split(',').includes(name))
      .map(({ port }) => `  server 127.0.0.1:${port} max_fails=0;`);
    return `upstream all_${name} {\n${servers.join('\n')}\n}`;
  });
  return `${groups.join('\n')}
map $madrigal_service $madrigal_upstream { default all_$madrigal_service; }
map "" $madrigal_edge { default all_edge; }
map "" $madrigal_files { default "${filesAt}"; }
`;
}
