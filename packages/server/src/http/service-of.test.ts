import { endpoints, type OperationId } from '@madrigal/contract';
import { describe, expect, test } from 'vitest';
import { apiServices, endpointsOf, partOfServices, serviceOf } from './service-of.ts';
import { startServer } from './testing/server.ts';

const own: OperationId[] = ['getLiveness', 'getReadiness'];

test('every endpoint belongs to one service, but the probes, which every process answers', () => {
  const shared = Object.values(endpoints).filter((endpoint) => serviceOf(endpoint) === null);
  expect(shared.map(({ operationId }) => operationId)).toEqual(own);
  const counted = apiServices.flatMap((name) => endpointsOf([name])).filter((e) => serviceOf(e));
  expect(counted).toHaveLength(Object.keys(endpoints).length - own.length);
});

test('an endpoint of nobody is refused', () => {
  expect(() => serviceOf({ operationId: 'bakeCake', tag: 'Kitchen' })).toThrow(/bakeCake/);
});

describe('a process of some services', () => {
  test('answers their endpoints and the probes, and nothing else', async () => {
    const { app } = await startServer({ part: partOfServices(['song']) });
    const statusOf = async (url: string, method: 'GET' | 'POST' | 'PATCH' | 'PUT' = 'GET') =>
      (await app.inject({ url, method, headers: { accept: 'text/html' } })).statusCode;
    expect(await statusOf('/health/live')).toBe(200);
    expect(await statusOf('/api/v1/songs')).toBe(401);
    expect(await statusOf('/api/v1/events')).toBe(401);
    const elsewhere = ['/api/v1/me', '/api/v1/uploads', '/api/auth/jwks', '/api/v1/me/export', '/'];
    for (const url of elsewhere) expect(await statusOf(url)).toBe(404);
    // Another service's method of a path that is ours too is nothing that could be refused here.
    expect(await statusOf('/api/v1/songs/1', 'PATCH')).toBe(404);
    expect(await statusOf('/api/v1/songs/1', 'PUT')).toBe(405);
    await app.close();
  });
});
