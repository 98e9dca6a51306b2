import { type JobKind, jobKinds } from './names.ts';

/** What a function may do, in the words of the product. `access.ts` says what each means to IAM. */
export type Permission =
  | 'data'
  | 'raw:read'
  | 'raw:write'
  | 'raw:remove'
  | 'processed:read'
  | 'processed:write'
  | 'processed:remove'
  | 'accounts:read'
  | 'accounts:manage'
  | 'queues:measure'
  | 'queues:dead'
  | 'queues:revive'
  | 'mail'
  | 'sms';

/** Settings that are secrets; each is kept by itself. */
export type SecretSetting =
  | 'AUTH_SECRET'
  | 'DATABASE_PASSWORD'
  | 'EDGE_SIGNING_KEY'
  | 'ORIGIN_SECRET'
  | 'SEALING_SECRET';

interface FunctionTraits {
  about: string;
  memoryMib: number;
  timeoutSeconds: number;
  may: readonly Permission[];
  /** Jobs it may ask for. */
  sends: readonly JobKind[];
  secrets: readonly SecretSetting[];
}

/** Answers requests of the API. */
interface HttpFunction extends FunctionTraits {
  by: 'http';
}

/** Does jobs of these kinds as they come. */
interface JobFunction extends FunctionTraits {
  by: 'jobs';
  does: readonly JobKind[];
  /** Jobs handed to one run of it; each that fails is given back alone. */
  batch: number;
  /** Hears of objects that arrive in the raw bucket. */
  hearsOfUploads?: true;
  /** MiB of `/tmp`. */
  scratchMib?: number;
}

/** Runs by the clock. */
interface ScheduledFunction extends FunctionTraits {
  by: 'schedule';
  everyMinutes: number;
}

/** Runs once in every deployment that changes it, before all others change. */
interface DeploymentFunction extends FunctionTraits {
  by: 'deployment';
}

export type MadrigalFunction = HttpFunction | JobFunction | ScheduledFunction | DeploymentFunction;

/** API Gateway gives up on a function after 30 s. */
const http = {
  by: 'http',
  memoryMib: 512,
  timeoutSeconds: 29,
  // What is listed has pictures, and their addresses are signed.
  secrets: [
    'AUTH_SECRET',
    'DATABASE_PASSWORD',
    'EDGE_SIGNING_KEY',
    'ORIGIN_SECRET',
    'SEALING_SECRET',
  ],
} as const;
/** What nobody asks by a request; the key is for what it tells people of. */
const background = {
  secrets: ['AUTH_SECRET', 'DATABASE_PASSWORD', 'EDGE_SIGNING_KEY'],
} as const;
const QUARTER_HOUR = 900;

/** Every function by its name, which is also that of its bundle (`packages/server/dist/lambda`). */
export const functions = {
  user: {
    ...http,
    about: 'Accounts, the instance, shares',
    may: ['data', 'accounts:manage', 'raw:remove', 'processed:read', 'processed:remove'],
    // Shared photos are made anew, too.
    sends: ['mail.send', 'sms.send', 'image.process', 'video.process', 'media.clear'],
  },
  song: {
    ...http,
    about: 'Catalogue, streaming',
    may: ['data', 'accounts:read'],
    sends: ['audio.encode'],
  },
  playlist: {
    ...http,
    about: 'Playlists, and the covers of those that go',
    may: ['data', 'accounts:read', 'processed:remove'],
    sends: [],
  },
  favourite: { ...http, about: 'Favourites', may: ['data'], sends: [] },
  history: { ...http, about: 'Plays', may: ['data'], sends: [] },
  'upload-media': {
    ...http,
    about: 'Uploads: permission to put bytes, and their completion',
    may: ['data', 'raw:read', 'raw:write', 'raw:remove'],
    sends: ['media.dispatch'],
  },
  'retrieve-media': {
    ...http,
    about: 'Photos, videos, their albums, slideshows',
    // Originals are read by those who download them, in its name.
    may: ['data', 'raw:read', 'processed:read', 'processed:remove'],
    sends: ['image.process', 'video.process', 'slideshow.render', 'slideshow.preview'],
  },
  admin: {
    ...http,
    about: 'Catalogue editing and operations',
    may: [
      'data',
      'accounts:read',
      'processed:read',
      'processed:write',
      'processed:remove',
      'queues:measure',
      'queues:dead',
      'queues:revive',
    ],
    sends: jobKinds,
  },
  'media-dispatcher': {
    by: 'jobs',
    ...background,
    about:
      'Looks at what an upload is and sends it to the function for it; deletes files of those who left',
    does: ['media.dispatch', 'media.clear'],
    batch: 5,
    hearsOfUploads: true,
    memoryMib: 512,
    timeoutSeconds: 120,
    may: ['data', 'raw:read', 'raw:write', 'raw:remove', 'processed:read', 'processed:remove'],
    sends: ['media.dispatch', 'audio.process', 'image.process', 'video.process'],
  },
  image: {
    by: 'jobs',
    ...background,
    about: 'Makes pictures of uploaded photos',
    does: ['image.process'],
    batch: 1,
    memoryMib: 2048,
    timeoutSeconds: 300,
    scratchMib: 1024,
    may: ['data', 'raw:read', 'processed:read', 'processed:write', 'processed:remove'],
    sends: [],
  },
  video: {
    by: 'jobs',
    ...background,
    about: 'Makes streams of uploaded videos that are short enough',
    does: ['video.process'],
    batch: 1,
    memoryMib: 6144,
    timeoutSeconds: QUARTER_HOUR,
    scratchMib: 10_240,
    may: ['data', 'raw:read', 'processed:read', 'processed:write', 'processed:remove'],
    sends: [],
  },
  audio: {
    by: 'jobs',
    ...background,
    about: 'Makes songs of uploaded audio',
    does: ['audio.process', 'audio.encode'],
    batch: 1,
    memoryMib: 3072,
    timeoutSeconds: QUARTER_HOUR,
    scratchMib: 4096,
    may: [
      'data',
      'raw:read',
      'raw:remove',
      'processed:read',
      'processed:write',
      'processed:remove',
    ],
    sends: [],
  },
  slideshow: {
    by: 'jobs',
    ...background,
    about: 'Renders quick tries of slideshows; whole ones are rendered by workers',
    does: ['slideshow.preview'],
    batch: 1,
    memoryMib: 6144,
    timeoutSeconds: QUARTER_HOUR,
    scratchMib: 4096,
    // Photos are taken from what was uploaded.
    may: [
      'data',
      'accounts:read',
      'raw:read',
      'processed:read',
      'processed:write',
      'processed:remove',
    ],
    sends: ['image.process', 'video.process', 'mail.send'],
  },
  mail: {
    by: 'jobs',
    ...background,
    about: 'Sends mails and texts to phones',
    does: ['mail.send', 'sms.send'],
    batch: 10,
    memoryMib: 256,
    timeoutSeconds: 60,
    may: ['mail', 'sms'],
    sends: [],
  },
  sweep: {
    by: 'schedule',
    ...background,
    about: 'Sets right what crashes leave behind',
    everyMinutes: 1,
    memoryMib: 512,
    timeoutSeconds: 240,
    may: ['data', 'raw:remove', 'processed:remove', 'queues:dead'],
    // Whose job was lost.
    sends: [
      'media.dispatch',
      'image.process',
      'video.process',
      'slideshow.render',
      'slideshow.preview',
      'library.import',
    ],
  },
  migrate: {
    by: 'deployment',
    about: 'Brings the database up to date before everything else changes',
    memoryMib: 512,
    // Its caller is a function, too, which runs a quarter of an hour at most.
    timeoutSeconds: QUARTER_HOUR - 60,
    may: [],
    sends: [],
    ...background,
  },
} as const satisfies Readonly<Record<string, MadrigalFunction>>;

export type FunctionName = keyof typeof functions;

export const functionEntries = Object.entries(functions) as [FunctionName, MadrigalFunction][];

const LONG_SECONDS = 1200;

/**
 * How long a queue hides a job from others. Lambda's developer guide ("Using Lambda with Amazon SQS") asks
 * for six times what a function may take, for batches that wait their turn; a batch of one does not wait.
 * Workers prolong it while they work.
 */
export function visibilitySeconds(kind: JobKind): number {
  const doer = functionEntries.find(([, fn]) => fn.by === 'jobs' && fn.does.includes(kind))?.[1];
  if (doer?.by !== 'jobs') return LONG_SECONDS;
  return doer.batch === 1 ? doer.timeoutSeconds * 1.2 : doer.timeoutSeconds * 6;
}
