import type { WorkerTraits } from './constructs/worker.ts';
import type { Permission, SecretSetting } from './functions.ts';
import { type JobKind, jobKinds } from './names.ts';

interface ServiceTraits {
  cpu: number;
  memoryMib: number;
  secrets: readonly SecretSetting[];
  may: readonly Permission[];
  sends: readonly JobKind[];
  /** Whether it works on the database. */
  needsDatabase: boolean;
}

const api = {
  cpu: 256,
  memoryMib: 1024,
  needsDatabase: true,
  secrets: ['DATABASE_PASSWORD', 'EDGE_SIGNING_KEY', 'SEALING_SECRET'],
} as const;

/** Services of the composition of containers; each is what `SERVICES` says (docs/services.md). */
export const services = {
  user: {
    ...api,
    secrets: ['AUTH_SECRET', 'DATABASE_PASSWORD', 'EDGE_SIGNING_KEY', 'SEALING_SECRET'],
    may: ['data', 'raw:remove', 'processed:read', 'processed:remove'],
    sends: ['mail.send', 'sms.send', 'image.process', 'video.process', 'media.clear'],
  },
  admin: {
    ...api,
    may: [
      'raw:read',
      'raw:write',
      'raw:remove',
      'processed:read',
      'processed:write',
      'processed:remove',
      'queues:measure',
      'queues:dead',
      'queues:revive',
    ],
    sends: jobKinds,
  },
  song: {
    ...api,
    cpu: 512,
    may: ['processed:read', 'processed:remove'],
    sends: ['audio.encode'],
  },
  photo: {
    ...api,
    may: ['raw:read', 'raw:remove', 'processed:read', 'processed:remove'],
    sends: ['image.process', 'video.process'],
  },
  video: {
    ...api,
    may: ['data', 'processed:read', 'processed:remove'],
    sends: ['image.process', 'video.process', 'slideshow.render', 'slideshow.preview'],
  },
  edge: {
    cpu: 512,
    memoryMib: 1024,
    needsDatabase: false,
    secrets: [],
    may: ['processed:read'],
    sends: [],
  },
} as const satisfies Readonly<Record<string, ServiceTraits>>;

export type ServiceName = keyof typeof services;
export const serviceEntries = Object.entries(services) as [ServiceName, ServiceTraits][];

const makesMedia = [
  'raw:read',
  'raw:write',
  'raw:remove',
  'processed:read',
  'processed:write',
  'processed:remove',
] as const satisfies readonly Permission[];

const sweeps = ['data', 'queues:measure', 'queues:dead'] as const satisfies readonly Permission[];

/** Workers of both compositions: what functions cannot do, and in containers everything. */
export const workers = {
  audio: {
    workers: 'audio',
    does: ['media.dispatch', 'media.clear', 'audio.process', 'audio.encode'],
    may: [...makesMedia, ...sweeps],
    sends: jobKinds,
    cpu: 1024,
    memoryMib: 2048,
    scratchGib: 21,
    concurrency: 2,
  },
  image: {
    workers: 'image',
    does: ['image.process'],
    may: [...makesMedia, ...sweeps],
    sends: jobKinds,
    cpu: 1024,
    memoryMib: 3072,
    scratchGib: 20,
    concurrency: 2,
  },
  video: {
    workers: 'video',
    does: ['video.process'],
    may: [...makesMedia, ...sweeps],
    sends: jobKinds,
    cpu: 4096,
    memoryMib: 8192,
    scratchGib: 100,
    concurrency: 1,
  },
  slideshow: {
    workers: 'slideshow',
    does: ['slideshow.render', 'slideshow.preview'],
    // Owners are written to when one is ready.
    may: [...makesMedia, ...sweeps, 'accounts:read'],
    sends: jobKinds,
    cpu: 4096,
    memoryMib: 8192,
    scratchGib: 50,
    concurrency: 1,
  },
  mail: {
    workers: 'mail',
    does: ['mail.send', 'sms.send'],
    may: [...makesMedia, ...sweeps, 'mail', 'sms'],
    sends: jobKinds,
    cpu: 256,
    memoryMib: 1024,
    scratchGib: 20,
    concurrency: 2,
  },
} as const satisfies Readonly<Record<string, WorkerTraits>>;

export type WorkerName = keyof typeof workers;
export const workerEntries = Object.entries(workers) as [WorkerName, WorkerTraits][];
