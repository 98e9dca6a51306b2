import { z } from 'zod';
import { Id, PageQuery, pageOf, SizeBytes, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

const Count = z.int().min(0);

/** How the instance is doing. */
export const Overview = z
  .object({
    version: z.string(),
    songs: Count,
    albums: Count,
    artists: Count,
    users: Count,
    /** Originals and renditions of all songs, those in the trash included. */
    libraryBytes: SizeBytes,
    queue: z.object({
      waiting: Count,
      running: Count,
      /** How long the oldest due job has waited; null when none does, or the queue cannot tell. */
      oldestAgeSeconds: z.number().min(0).nullable(),
      deadLetters: Count,
    }),
    /** Space where the data is; null where that is no disk of the server. */
    disk: z.object({ freeBytes: SizeBytes, totalBytes: SizeBytes }).nullable(),
  })
  .meta({ id: 'Overview' });
export type Overview = z.infer<typeof Overview>;

/** A job that failed for good. */
export const DeadLetter = z
  .object({
    id: z.string(),
    kind: z.string(),
    /** What it was about: ids and the like. Messages and whatever else is nested is left out. */
    about: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
    reason: z.string(),
    diedAt: Timestamp,
  })
  .meta({ id: 'DeadLetter' });
export type DeadLetter = z.infer<typeof DeadLetter>;

/** Something an admin did, or somebody at sign-in. */
/** Stands in the audit log where a person stood whose account was deleted. */
export const DELETED_ACCOUNT = 'deleted-account';

export const AuditEntry = z
  .object({
    id: Id,
    at: Timestamp,
    /** Operation of this API, or `auth/` and the path below `/api/auth/`. */
    action: z.string(),
    /** Who did it; null where nobody was signed in. The id is `deleted-account` once theirs is deleted. */
    user: z.object({ id: z.string(), name: z.string().nullable() }).nullable(),
    /** What it was done to. */
    targets: z.record(z.string(), z.string()),
    /** `done`, or the code it was refused with. */
    outcome: z.string(),
    /** Empty where it was that of somebody whose account was deleted. */
    clientIp: z.string(),
    requestId: z.string(),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof AuditEntry>;

export const getOverview = defineEndpoint({
  operationId: 'getOverview',
  method: 'GET',
  path: '/api/v1/admin/overview',
  tag: 'Administration',
  summary: 'How the instance is doing',
  access: 'admin',
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: Overview,
  errors: ['unavailable'],
});

export const listDeadLetters = defineEndpoint({
  operationId: 'listDeadLetters',
  method: 'GET',
  path: '/api/v1/admin/jobs/dead',
  tag: 'Administration',
  summary: 'Jobs that failed for good, newest first',
  access: 'admin',
  params: z.object({}),
  query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) }),
  body: z.undefined(),
  status: 200,
  response: z.object({ items: z.array(DeadLetter) }),
  errors: ['unavailable'],
});

export const retryDeadLetter = defineEndpoint({
  operationId: 'retryDeadLetter',
  method: 'POST',
  path: '/api/v1/admin/jobs/dead/{deadLetterId}/retry',
  tag: 'Administration',
  summary: 'Do a job that failed for good again, with all attempts',
  access: 'admin',
  params: z.object({ deadLetterId: z.string().min(1).max(200) }),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found', 'unavailable'],
});

export const listAudit = defineEndpoint({
  operationId: 'listAudit',
  method: 'GET',
  path: '/api/v1/admin/audit',
  tag: 'Administration',
  summary: 'What admins did and who signed in, newest first',
  access: 'admin',
  params: z.object({}),
  query: PageQuery,
  body: z.undefined(),
  status: 200,
  response: pageOf(AuditEntry),
  errors: ['invalid_cursor'],
});
