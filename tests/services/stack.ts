import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { freePort, type SharedEngines, startSharedEngines } from './engines.ts';
import { type Program, root, startProgram, untilSaid } from './program.ts';

const entry = (name: string) => join(root, `packages/server/src/entry/${name}.ts`);

/** One process of services, at an address that stays when it is replaced. */
interface Part {
  name: string;
  services: string;
  port: number;
  program: Program;
}

export interface Stack {
  /** Address of the gateway. */
  url: string;
  engines: SharedEngines;
  parts: Part[];
  /** Starts the process of a part again, as a new one. */
  restart(part: Part): Promise<void>;
}

/** How often each process is there, by its services: `{ 'song,admin': 3, edge: 2 }`. */
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

/** Engines, a migration, services as processes and nginx in front of them, until `stack` ends. */
export async function startStack(
  layout: Layout,
  stack: AsyncDisposableStack,
  more: Readonly<Record<string, string>> = {},
): Promise<Stack> {
  const engines = await startSharedEngines(stack);
  const gatewayPort = await freePort();
  const url = `http://127.0.0.1:${gatewayPort}`;
  const parts: Part[] = [];
  for (const [services, count] of Object.entries(layout)) {
    for (let index = 1; index <= count; index += 1) {
      const program = null as unknown as Program;
      parts.push({ name: `${services}-${index}`, services, port: await freePort(), program });
    }
  }
  const user = parts.find((part) => part.services.split(',').includes('user'));
  const env = {
    ...engines.env,
    PUBLIC_URL: url,
    JWKS_URL: `http://127.0.0.1:${user?.port}/api/auth/jwks`,
    ...more,
  };
  const launch = async (part: Part) => {
    const dataDir = join(engines.folder, `${part.name}-data`);
    await mkdir(dataDir, { recursive: true });
    part.program = startProgram(
      part.name,
      [process.execPath, entry('service'), `--services=${part.services}`],
      { ...env, PORT: String(part.port), DATA_DIR: dataDir },
    );
    await untilSaid(part.program, /"msg":"ready"/);
  };
  const migrating = startProgram('migrate', [process.execPath, entry('migrate')], {
    ...env,
    DATA_DIR: join(engines.folder, 'migrate-data'),
  });
  await untilSaid(migrating, /everything is up to date/);
  if ((await migrating.end('SIGCONT')) !== 0) throw new Error(migrating.output());
  for (const part of parts) stack.defer(async () => void (await part.program?.end('SIGKILL')));
  await Promise.all(parts.map(launch));
  await startGateway(engines.folder, gatewayPort, parts, engines.ceph.endpoint, stack);
  return { url, engines, parts, restart: launch };
}

/** The gateway as it is delivered, but for where things lie and whom it knows. */
async function startGateway(
  folder: string,
  port: number,
  parts: readonly Part[],
  filesAt: string,
  stack: AsyncDisposableStack,
): Promise<void> {
  const gateway = join(folder, 'gateway');
  await cp(join(root, 'infra/gateway'), gateway, { recursive: true });
  await writeFile(join(gateway, 'upstreams.conf'), upstreamsOf(parts, filesAt));
  const file = join(gateway, 'nginx.conf');
  const text = (await readFile(file, 'utf8'))
    .replaceAll('/tmp/', `${gateway}/`)
    .replace('listen 8080', `listen 127.0.0.1:${port}`)
    .replace('worker_processes auto', 'worker_processes 1')
    .replaceAll('/etc/nginx/madrigal', gateway)
    .replaceAll('/usr/share/nginx/html', join(root, 'apps/web/dist'))
    .replaceAll('/dev/stdout', join(gateway, 'access.log'))
    .replaceAll('/dev/stderr', join(gateway, 'error.log'));
  await writeFile(file, `daemon off;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}${text}`);
  const nginx = startProgram('nginx', ['nginx', '-c', file, '-e', join(gateway, 'error.log')]);
  stack.defer(async () => void (await nginx.end('SIGTERM')));
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/gateway/health`).catch(() => null);
    if (answer?.ok) return;
    if (nginx.hasEnded()) throw new Error(`nginx ended: ${nginx.output()}`);
    await delay(50);
  }
}

function upstreamsOf(parts: readonly Part[], filesAt: string): string {
  const groups = ['user', 'admin', 'song', 'photo', 'video', 'edge'].map((name) => {
    const servers = parts
      .filter(({ services }) => services.split(',').includes(name))
      .map(({ port }) => `  server 127.0.0.1:${port} max_fails=1 fail_timeout=1s;`);
    return `upstream all_${name} {\n${servers.join('\n')}\n}`;
  });
  return `${groups.join('\n')}
map $madrigal_service $madrigal_upstream { default all_$madrigal_service; }
map "" $madrigal_edge { default all_edge; }
map "" $madrigal_files { default "${filesAt}"; }
`;
}
