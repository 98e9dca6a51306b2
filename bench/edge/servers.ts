import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { BenchSetup } from './files.ts';

export interface RunningServer {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

export async function startEdge(setup: BenchSetup): Promise<RunningServer> {
  const script = join(import.meta.dirname, 'edge-process.ts');
  const child = spawn(process.execPath, [script, setup.directory, setup.keyPairId], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(setup.publicKeyPem);
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  return running(child, `http://127.0.0.1:${line.replace('port ', '')}`);
}

/**
 * nginx with one worker, as many as our edge has processes. `sendfile` is how it is usually run;
 * `buffered`, with large buffers, is faster over loopback on some kernels.
 */
export type NginxMode = 'sendfile' | 'buffered';

export async function startNginx(setup: BenchSetup, mode: NginxMode): Promise<RunningServer> {
  const port = await freePort();
  const directory = join(setup.directory, `nginx-${mode}`);
  mkdirSync(directory);
  const file = join(directory, 'nginx.conf');
  writeFileSync(file, configOf(setup, mode, directory, port));
  const child = spawn('nginx', ['-c', file, '-e', join(directory, 'error.log')], {
    stdio: 'inherit',
  });
  const server = running(child, `http://127.0.0.1:${port}`);
  await untilItListens(server.url, child);
  return server;
}

/** `tcp_nopush` stays off: over loopback it holds back the end of each answer for 40 ms. */
function configOf(setup: BenchSetup, mode: NginxMode, directory: string, port: number): string {
  return `
daemon off;
${process.getuid?.() === 0 ? 'user root;' : ''}
worker_processes 1;
pid ${directory}/nginx.pid;
events { worker_connections 4096; }
http {
  access_log off;
  ${mode === 'sendfile' ? 'sendfile on' : 'sendfile off; output_buffers 2 128k'};
  tcp_nopush off;
  tcp_nodelay on;
  keepalive_requests 100000000;
  open_file_cache max=1000 inactive=60s;
  client_body_temp_path ${directory}/body;
  proxy_temp_path ${directory}/proxy;
  fastcgi_temp_path ${directory}/fastcgi;
  uwsgi_temp_path ${directory}/uwsgi;
  scgi_temp_path ${directory}/scgi;
  types { audio/mpeg mp3; }
  server {
    listen 127.0.0.1:${port};
    location /cdn/ {
      secure_link $arg_md5,$arg_expires;
      secure_link_md5 "$secure_link_expires$uri ${setup.nginxSecret}";
      if ($secure_link = "") { return 403; }
      if ($secure_link = "0") { return 410; }
      add_header Cache-Control "private, max-age=3600, immutable";
      add_header X-Content-Type-Options nosniff;
      add_header Access-Control-Allow-Origin "*";
      alias ${setup.directory}/objects/;
    }
  }
}
`;
}

export function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

function running(child: ChildProcess, url: string): RunningServer {
  const exited = once(child, 'exit');
  return {
    url,
    pid: child.pid ?? 0,
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function untilItListens(url: string, child: ChildProcess): Promise<void> {
  while (child.exitCode === null) {
    const answer = await fetch(url).catch(() => null);
    await answer?.arrayBuffer();
    if (answer) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nginx did not start.');
}
