import { type Endpoint, endpoints, type OperationId, readVideoText } from '@madrigal/contract';
import type { Extra, Part } from './deps.ts';

/** Functions that answer requests where there are no servers. */
export const httpFunctions = [
  'user',
  'song',
  'playlist',
  'favourite',
  'history',
  'upload-media',
  'retrieve-media',
  'admin',
] as const;
export type HttpFunction = (typeof httpFunctions)[number];

/** Whose the operations of a tag are. */
const byTag: Readonly<Record<string, HttpFunction>> = {
  Account: 'user',
  Administration: 'admin',
  Catalogue: 'song',
  'Catalogue editing': 'admin',
  Delivery: 'song',
  Favourites: 'favourite',
  'Guest uploads': 'upload-media',
  History: 'history',
  Imports: 'admin',
  Instance: 'user',
  Operations: 'user',
  'Photo albums': 'retrieve-media',
  'Photos and videos': 'retrieve-media',
  'Play queue': 'history',
  Playlists: 'playlist',
  Sharing: 'user',
  Slideshows: 'retrieve-media',
  Uploads: 'upload-media',
  Videos: 'retrieve-media',
};

/** What is not where the others of its tag are. */
const byOperation: Readonly<Partial<Record<OperationId, HttpFunction>>> = {
  // Only one function needs what decodes pictures.
  setPlaylistCover: 'admin',
  // Only one function may change accounts and remove all that is somebody's.
  setUserRole: 'user',
  signUserOut: 'user',
  deleteUser: 'user',
};

/** What functions serve besides. Events need a process that stays: where there is none, pages ask. */
const extrasOf: Readonly<Partial<Record<HttpFunction, readonly Extra[]>>> = {
  admin: ['openapi'],
  user: ['auth', 'export'],
  'retrieve-media': ['videoTexts'],
};

/**
 * The one function an endpoint belongs to.
 * @throws where nobody said whose it is
 */
export function functionOf({ operationId, tag }: Pick<Endpoint, 'operationId' | 'tag'>) {
  const found = byOperation[operationId as OperationId] ?? byTag[tag];
  if (!found) throw new Error(`No function answers ${operationId}: name one in function-of.ts.`);
  return found;
}

/** What a function serves. */
export function partOfFunction(name: HttpFunction): Part {
  return {
    endpoints: Object.values<Endpoint>(endpoints).filter((each) => functionOf(each) === name),
    extras: extrasOf[name] ?? [],
  };
}

/** Who answers what nobody has: with a problem, as everywhere. */
export const defaultFunction: HttpFunction = 'user';

/** A route of an HTTP API: `GET /api/v1/songs/{songId}`, or `ANY …` for every method it has not. */
export interface FunctionRoute {
  method: string;
  path: string;
  function: HttpFunction;
}

const besides: readonly FunctionRoute[] = [
  { method: 'ANY', path: '/api/auth/{proxy+}', function: 'user' },
  { method: 'ANY', path: '/api/v1/me/export', function: 'user' },
  { method: 'ANY', path: '/api/v1/openapi.json', function: 'admin' },
  { method: 'ANY', path: readVideoText.path, function: 'retrieve-media' },
];

/**
 * Which function answers a request, as API Gateway's HTTP APIs have routes: a fixed part of a path
 * goes before a variable one, and a method before ANY ("Routes for HTTP APIs" in its developer guide).
 * Paths that one function has for itself are one route, so that it also refuses wrong methods.
 */
export function functionRoutes(): FunctionRoute[] {
  const byPath = Map.groupBy(Object.values<Endpoint>(endpoints), ({ path }) => path);
  const routes = [...byPath].flatMap(([path, atPath]) => {
    const [first, ...others] = [...new Set(atPath.map(functionOf))];
    if (!first) return [];
    return [
      { method: 'ANY', path, function: first },
      ...atPath
        .filter((endpoint) => others.includes(functionOf(endpoint)))
        .map((endpoint) => ({ method: endpoint.method, path, function: functionOf(endpoint) })),
    ];
  });
  return [...routes, ...besides].sort(
    (a, b) => compare(a.path, b.path) || compare(a.method, b.method),
  );
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
