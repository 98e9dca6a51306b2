import { type Endpoint, endpoints, errorTable } from '@madrigal/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { buildOpenApi } from './openapi.ts';
import { startServer } from './testing/server.ts';

type Operation = { operationId: string; responses: Record<string, unknown>; security?: unknown };

describe('the OpenAPI document', () => {
  const document = buildOpenApi();
  const paths = document.paths as Record<string, Record<string, Operation>>;

  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  it('refers only to what it holds', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)];
    expect(names.length).toBeGreaterThan(20);
    const components = document.components as Record<string, Record<string, unknown>>;
    for (const [, kind = '', name = ''] of names) expect(components[kind]).toHaveProperty(name);
    expect(text).not.toContain('$defs');
  });

  it.each(Object.values<Endpoint>(endpoints))('describes $operationId', (endpoint) => {
    const operation = paths[endpoint.path]?.[endpoint.method.toLowerCase()];
    expect(operation?.operationId).toBe(endpoint.operationId);
    const statuses = Object.keys(operation?.responses ?? {}).map(Number);
    const expected = [endpoint.status, ...endpoint.errors.map((code) => errorTable[code].status)];
    for (const status of expected) expect(statuses).toContain(status);
    const isOpen = endpoint.access === 'anonymous';
    expect(operation?.security).toEqual(isOpen ? [] : [{ accessToken: [] }]);
  });

  it('names every operation once', () => {
    const ids = Object.values(paths).flatMap((item) =>
      Object.values(item).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(
      expect.arrayContaining(['signUp', 'signIn', 'signOut', 'getToken', 'getKeys']),
    );
  });

  it('is served, with a page to read it that needs no network', async () => {
    const { app } = await startServer();
    expect((await app.inject('/api/v1/openapi.json')).json()).toEqual(
      JSON.parse(JSON.stringify(document)),
    );
    expect((await app.inject('/docs')).headers.location).toBe('/docs/');
    const page = await app.inject('/docs/');
    expect(page.body).not.toMatch(/https?:|<script>|style=/);
    const files = [...page.body.matchAll(/(?:src|href)="([\w.-]+)"/g)].map(([, file]) => file);
    expect(files).toHaveLength(4);
    for (const file of files) {
      expect((await app.inject(`/docs/${file}`)).statusCode, file).toBe(200);
    }
    expect((await app.inject('/docs/package.json')).statusCode).toBe(404);
  });
});
