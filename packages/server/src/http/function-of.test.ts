import { type Endpoint, endpoints } from '@madrigal/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { functionOf, functionRoutes, httpFunctions, partOfFunction } from './function-of.ts';
import { startServer } from './testing/server.ts';

test('every endpoint belongs to one function', () => {
  const counted = httpFunctions.flatMap((name) => partOfFunction(name).endpoints);
  expect(counted).toHaveLength(Object.keys(endpoints).length);
  expect(new Set(counted).size).toBe(counted.length);
});

test('pictures that somebody chooses and files of playlists are the only bytes that come through functions', () => {
  const takesBytes = Object.values<Endpoint>(endpoints).filter(
    ({ body }) =>
      body &&
      JSON.stringify(z.toJSONSchema(body, { io: 'input', unrepresentable: 'any' })).includes(
        '"base64"',
      ),
  );
  expect(takesBytes.map(({ operationId }) => operationId).toSorted()).toEqual([
    'readPlaylistFile',
    'setAlbumCover',
    'setArtistPicture',
    'setPlaylistCover',
  ]);
  for (const endpoint of takesBytes) {
    const isPicture = endpoint.operationId !== 'readPlaylistFile';
    expect(functionOf(endpoint)).toBe(isPicture ? 'admin' : 'playlist');
  }
});

test('an endpoint of nobody is refused', () => {
  expect(() => functionOf({ operationId: 'bakeCake', tag: 'Kitchen' })).toThrow(/bakeCake/);
});

test('every endpoint is led to its function, and there is room for all routes in one API', () => {
  const routes = functionRoutes();
  const led = (method: string, path: string) =>
    routes.find((route) => route.path === path && route.method === method) ??
    routes.find((route) => route.path === path && route.method === 'ANY');
  for (const endpoint of Object.values(endpoints)) {
    expect(led(endpoint.method, endpoint.path)?.function).toBe(functionOf(endpoint));
  }
  const keys = routes.map(({ method, path }) => `${method} ${path}`);
  expect(new Set(keys).size).toBe(keys.length);
  // "Amazon API Gateway quotas": routes per API, which can be raised.
  expect(keys.length).toBeLessThanOrEqual(300);
});

test.each(httpFunctions)('%s answers its endpoints and nothing else', async (name) => {
  const { app } = await startServer({ part: partOfFunction(name) });
  const isThere = (method: string, path: string) =>
    app.hasRoute({ method: method as 'GET', url: path.replace(/\{(\w+)\}/g, ':$1') });
  for (const endpoint of Object.values(endpoints)) {
    const { method, path } = endpoint;
    if (functionOf(endpoint) === name) expect(isThere(method, path), path).toBe(true);
  }
  const events = await app.inject({ url: '/api/v1/events' });
  expect(events.statusCode).toBe(404);
  await app.close();
});
