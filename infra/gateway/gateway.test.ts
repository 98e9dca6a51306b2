import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Endpoint, endpoints } from '@madrigal/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { serviceOf } from '../../packages/server/src/http/service-of.ts';

const hasNginx = spawnSync('nginx', ['-v']).error === undefined;
const SERVICES = ['user', 'admin', 'song', 'photo', 'video', 'edge'];
const anyId = '0199c0de-0000-7000-8000-000000000000';

/** Answers with its own name and what it was asked. */
async function startNamed(name: string): Promise<{ server: Server; address: string }> {
  const server = createServer((request, response) => {
    response.setHeader('x-service', name);
    response.end(JSON.stringify({ url: request.url, headers: request.headers }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

describe.skipIf(!hasNginx)('the gateway', () => {
  let folder: string;
  let url: string;
  const cleanUp: (() => unknown)[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'madrigal-gateway-'));
    cleanUp.push(() => rm(folder, { recursive: true, force: true }));
    await cp(import.meta.dirname, join(folder, 'madrigal'), { recursive: true });
    await mkdir(join(folder, 'html/assets'), { recursive: true });
    await writeFile(join(folder, 'html/index.html'), '<!doctype html><title>Madrigal</title>');
    await writeFile(join(folder, 'html/assets/app-1.js'), 'export {}');
    await writeFile(join(folder, 'madrigal/upstreams.conf'), await upstreams());
    url = await startNginx();
  }, 30_000);
  afterAll(async () => {
    for (const undo of cleanUp.reverse()) await undo();
  });

  async function upstreams(): Promise<string> {
    const named = await Promise.all(
      SERVICES.map(async (name) => ({ name, ...(await startNamed(name)) })),
    );
    cleanUp.push(() => {
      for (const { server } of named) server.close().closeAllConnections();
    });
    const lines = named.map(({ name, address }) => `${name} ${address};`);
    return `map $madrigal_service $madrigal_upstream { ${lines.join(' ')} }
      map "" $madrigal_edge { default ${named.at(-1)?.address}; }
      map "" $madrigal_files { default "https://files.example"; }`;
  }

  /** The file as it is, but for where things lie and the port. */
  async function startNginx(): Promise<string> {
    const port = await freePort();
    const file = join(folder, 'madrigal/nginx.conf');
    const text = (await readFile(file, 'utf8'))
      .replaceAll('/tmp/', `${folder}/`)
      .replace('listen 8080', `listen 127.0.0.1:${port}`)
      .replaceAll('/etc/nginx/madrigal', join(folder, 'madrigal'))
      .replaceAll('/usr/share/nginx/html', join(folder, 'html'))
      .replaceAll('/dev/stdout', join(folder, 'access.log'))
      .replaceAll('/dev/stderr', join(folder, 'error.log'));
    await writeFile(file, `daemon off;\n${process.getuid?.() === 0 ? 'user root;\n' : ''}${text}`);
    const child = spawn('nginx', ['-c', file, '-e', join(folder, 'error.log')]);
    cleanUp.push(async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    });
    const address = `http://127.0.0.1:${port}`;
    await vi.waitFor(() => fetch(`${address}/gateway/health`), { timeout: 20_000, interval: 20 });
    return address;
  }

  const all = Object.values<Endpoint>(endpoints).map((endpoint) => ({
    method: endpoint.method,
    path: endpoint.path.replace(/\{\w+\}/g, anyId),
    service: serviceOf(endpoint),
  }));

  it('sends every operation of the contract to its service', async () => {
    const wrong: string[] = [];
    for (const { method, path, service } of all) {
      const answer = await fetch(`${url}${path}?limit=1`, { method });
      const taken = answer.headers.get('x-service');
      if (service !== null && taken !== service) wrong.push(`${method} ${path}: ${taken}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each([
    ['/api/auth/sign-in/email', 'user'],
    ['/api/v1/events', 'song'],
    ['/api/v1/me/export', 'user'],
    ['/docs/', 'user'],
    ['/rest/ping.view', 'song'],
    ['/cdn/library/x/original.mp3', 'edge'],
  ])('sends %s to %s', async (path, service) => {
    expect((await fetch(`${url}${path}`)).headers.get('x-service')).toBe(service);
  });

  it('passes signed URLs on as they are, and says who came', async () => {
    const path = '/cdn/library/a%20b/x.mp3?Expires=1&Signature=a-b~c_&Key-Pair-Id=K';
    expect(await (await fetch(`${url}${path}`)).json()).toMatchObject({ url: path });
    const seen = (await (
      await fetch(`${url}/api/v1/instance`, { headers: { 'x-forwarded-proto': 'https' } })
    ).json()) as { headers: Record<string, string> };
    expect(seen.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': new URL(url).host,
    });
  });

  it('serves the web app: every path is a page, what is named by its content stays', async () => {
    for (const path of ['/', '/albums/x', '/s/some-link']) {
      const page = await fetch(`${url}${path}`);
      expect(await page.text()).toContain('<title>Madrigal</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
      expect(page.headers.get('content-security-policy')).toContain(
        "connect-src 'self' https://files.example;",
      );
    }
    const script = await fetch(`${url}/assets/app-1.js`);
    expect(script.headers.get('cache-control')).toContain('immutable');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(`${url}/assets/app-0.js`)).status).toBe(404);
  });

  it('shows nobody the figures of a service', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(404);
  });
});
