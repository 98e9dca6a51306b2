import { type Endpoint, endpoints, type OperationId } from '@madrigal/contract';
import type { Extra, Part } from './deps.ts';

/** Services that answer requests of the API. */
export const apiServices = ['user', 'admin', 'song', 'photo', 'video'] as const;
type ApiService = (typeof apiServices)[number];

/** Every process answers these for itself. */
const ofEveryone: ReadonlySet<string> = new Set(['getLiveness', 'getReadiness']);

/** Whose the operations of a tag are. */
const byTag: Readonly<Record<string, ApiService>> = {
  Account: 'user',
  Administration: 'admin',
  Catalogue: 'song',
  'Catalogue editing': 'admin',
  Delivery: 'song',
  Events: 'song',
  Favourites: 'song',
  'Guest uploads': 'admin',
  History: 'song',
  Imports: 'admin',
  Instance: 'user',
  'Photo albums': 'photo',
  'Photos and videos': 'photo',
  'Play queue': 'song',
  Playlists: 'song',
  Sharing: 'user',
  Slideshows: 'video',
  Uploads: 'admin',
  Videos: 'video',
};

/** What is not where the others of its tag are. */
const byOperation: Readonly<Partial<Record<OperationId, ApiService>>> = {
  // Pictures are decoded where files come in.
  setPlaylistCover: 'admin',
  // Accounts are changed and removed where people do that with their own.
  setUserRole: 'user',
  signUserOut: 'user',
  deleteUser: 'user',
};

/**
 * The one service an endpoint belongs to; null for what every process answers for itself.
 * @throws where nobody said whose it is
 */
export function serviceOf({ operationId, tag }: Pick<Endpoint, 'operationId' | 'tag'>) {
  if (ofEveryone.has(operationId)) return null;
  const service = byOperation[operationId as OperationId] ?? byTag[tag];
  if (!service) throw new Error(`No service answers ${operationId}: name one in service-of.ts.`);
  return service;
}

/** Endpoints that these services answer. */
export function endpointsOf(services: readonly string[]): Endpoint[] {
  return Object.values<Endpoint>(endpoints).filter((endpoint) => {
    const service = serviceOf(endpoint);
    return service === null || services.includes(service);
  });
}

/** What a process of these services serves. */
export function partOfServices(services: readonly string[]): Part {
  return {
    endpoints: endpointsOf(services),
    extras: [...services.flatMap((name) => extrasOf[name] ?? []), 'metrics'],
  };
}

const extrasOf: Readonly<Record<string, readonly Extra[]>> = {
  song: ['events', 'opensubsonic'],
  user: ['export', 'auth', 'openapi', 'reference'],
  video: ['videoTexts'],
};
