import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServer } from './testing/server.ts';

const asBrowser = { accept: 'text/html,application/xhtml+xml' };

describe('the web app', () => {
  const webFolder = mkdtempSync(join(tmpdir(), 'madrigal-web-'));
  let app: Awaited<ReturnType<typeof startServer>>['app'];
  beforeAll(async () => {
    mkdirSync(join(webFolder, 'assets'));
    writeFileSync(join(webFolder, 'index.html'), '<!doctype html><title>App</title>');
    writeFileSync(join(webFolder, 'assets/index-1a2b3c.js'), 'start();');
    writeFileSync(join(webFolder, 'favicon.svg'), '<svg/>');
    ({ app } = await startServer({ webFolder }));
  });
  afterAll(() => rmSync(webFolder, { recursive: true }));

  it.each(['/', '/songs', '/songs/some-song', '/index.html'])(
    'is at %s, always fresh',
    async (url) => {
      const answer = await app.inject({ url, headers: asBrowser });
      expect(answer.statusCode).toBe(200);
      expect(answer.body).toContain('<title>App</title>');
      expect(answer.headers['content-type']).toMatch(/^text\/html/);
      expect(answer.headers['cache-control']).toBe('no-cache');
    },
  );

  it('keeps hashed files for good, others not', async () => {
    const script = await app.inject('/assets/index-1a2b3c.js');
    expect(script.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(script.headers['content-type']).toMatch(/javascript/);
    expect((await app.inject('/favicon.svg')).headers['cache-control']).toBe('no-cache');
  });

  it.each([
    '/assets/gone.js',
    '/assets/',
    '/assets/..%2f..%2fpackage.json',
    `/assets/${'a'.repeat(5000)}`,
  ])('has nothing at %.40s', async (url) => {
    const answer = await app.inject({ url, headers: asBrowser });
    expect([403, 404]).toContain(answer.statusCode);
    expect(answer.headers['content-type']).toMatch(/problem\+json/);
  });

  it('is no answer to programs and to what is not read', async () => {
    const program = { accept: 'application/json' };
    expect((await app.inject({ url: '/songs', headers: program })).statusCode).toBe(404);
    expect((await app.inject({ url: '/songs', method: 'POST' })).statusCode).toBe(404);
  });
});

describe('without the web app', () => {
  it('a plain page says how to build it', async () => {
    const { app } = await startServer();
    const answer = await app.inject({ url: '/', headers: asBrowser });
    expect(answer.statusCode).toBe(503);
    expect(answer.body).toContain('has not been built');
    expect((await app.inject('/api/v1/instance')).statusCode).toBe(200);
  });
});
