import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { installations, named, RELEASE, render, repository, valuesOf } from './render.ts';

const hasNginx = spawnSync('nginx', ['-v']).error === undefined;

/** What nginx says of the gateway's configuration with these upstreams. */
function tryNginx(upstreams: string): { status: number | null; stderr: string } {
  const dir = mkdtempSync(join(tmpdir(), 'madrigal-upstreams-'));
  try {
    const conf = join(dir, 'madrigal');
    cpSync(join(repository, 'infra/gateway'), conf, { recursive: true });
    writeFileSync(join(conf, 'upstreams.conf'), upstreams);
    const file = join(conf, 'nginx.conf');
    const text = readFileSync(file, 'utf8')
      .replaceAll('/tmp/', `${dir}/`)
      .replace('listen 8080', `listen unix:${dir}/socket`)
      .replaceAll('/etc/nginx/madrigal', conf)
      .replaceAll(/\/dev\/std(out|err)/g, join(dir, 'log'));
    writeFileSync(file, text);
    return spawnSync('nginx', ['-t', '-c', file, '-e', join(dir, 'log')], {
      encoding: 'utf8',
    });
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe.skipIf(!hasNginx).each(installations)('the upstreams of the gateway, %s', (name) => {
  const text = named(render(valuesOf(name)), 'ConfigMap', `${RELEASE}-gateway`).data?.[
    'upstreams.conf'
  ];

  it('are taken by nginx, with the rest of its configuration', () => {
    // The name of the cluster's DNS is looked up at start, and is nowhere else.
    const here = text?.replace(/resolver \S+ /, 'resolver 127.0.0.1 ') ?? '';
    expect(here).not.toBe(text);
    expect(tryNginx(here)).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('test is successful'),
    });
    expect(tryNginx(here.replace(';', '')).status).not.toBe(0);
  });

  it('name an address for every service that routes lead to', () => {
    const routes = readFileSync(join(repository, 'infra/gateway/routes.conf'), 'utf8');
    const services = new Set([...routes.matchAll(/ (\w+);$/gm)].map(([, service]) => service));
    expect(services.size).toBeGreaterThan(1);
    for (const service of services) {
      expect(text).toContain(`  ${service} ${RELEASE}-${service}.media.svc.cluster.local:4680;`);
    }
  });
});
