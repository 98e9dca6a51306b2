import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { endpoints } from '@madrigal/contract';
import { describe, expect, it } from 'vitest';
import { readProblem, sharedInstance } from './harness/index.ts';

const { anonymous } = sharedInstance();
const committed = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../docs/openapi.json'), 'utf8'),
);

describe('the description of the API', () => {
  it('is served as it is committed, as OpenAPI 3.1', async () => {
    const response = await anonymous.request('/api/v1/openapi.json');
    expect(await response.json()).toEqual(committed);
    expect(committed.openapi).toMatch(/^3\.1\./);
  });

  it('names every operation of the contract with its method, path and errors', () => {
    for (const [id, { method, path, status }] of Object.entries(endpoints)) {
      const operation = committed.paths[path]?.[method.toLowerCase()];
      expect(operation?.operationId, id).toBe(id);
      expect(Object.keys(operation.responses), id).toContain(String(status));
    }
  });

  it('has references that all lead somewhere', () => {
    const text = JSON.stringify(committed);
    for (const [, name] of text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)) {
      expect(committed.components.schemas, name).toHaveProperty([name ?? '']);
    }
  });

  it('can be read on a page that needs no other server', async () => {
    const page = await anonymous.request('/docs');
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    const html = await page.text();
    const files = [...html.matchAll(/(?:src|href)="((?!data:)[^"]+)"/g)].map(
      ([, file = '']) => file,
    );
    expect(files.length).toBeGreaterThan(1);
    for (const file of files) {
      const url = new URL(file, page.url);
      expect(url.origin).toBe(new URL(anonymous.baseUrl).origin);
      const response = await anonymous.request(url);
      expect(response.status, file).toBe(200);
      await response.arrayBuffer();
    }
    const outside = await anonymous.request('/docs/package.json');
    expect((await readProblem(outside)).code).toBe('not_found');
  });
});

describe('the web app', () => {
  it('is served at every address that is a page, and never cached', async () => {
    for (const path of ['/', '/songs', '/upload', '/anything/else']) {
      const response = await anonymous.request(path, { headers: { accept: 'text/html' } });
      expect(response.headers.get('content-type'), path).toMatch(/^text\/html/);
      expect(response.headers.get('cache-control'), path).toBe('no-cache');
      expect(response.headers.get('content-security-policy'), path).toContain("default-src 'self'");
      expect(await response.text()).toContain('<div id="root"');
    }
  });
});
