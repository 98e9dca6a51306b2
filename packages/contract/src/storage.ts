import { z } from 'zod';
import { PageQuery, pageOf, SizeBytes, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { Role } from './instance.ts';

/** The largest limit that can be set: 1 PB. */
const MAX_LIMIT_BYTES = 1_000_000_000_000_000;

/**
 * How much somebody stores and how much they may. Originals of photos and videos count, those in the
 * trash too, uploads on their way at their full size, and finished slideshows. Songs belong to the
 * library; smaller copies and previews can be made again.
 */
export const StorageQuota = z
  .object({
    usedBytes: SizeBytes,
    /** Null where nothing is limited. */
    limitBytes: SizeBytes.nullable(),
    /** What may still be added: 0 where more is used than the limit allows; null without a limit. */
    leftBytes: SizeBytes.nullable(),
    /** What the used bytes are. */
    parts: z.object({
      mediaBytes: SizeBytes,
      uploadBytes: SizeBytes,
      slideshowBytes: SizeBytes,
    }),
  })
  .meta({ id: 'StorageQuota' });
export type StorageQuota = z.infer<typeof StorageQuota>;

/** The limit an admin gave one person, in place of the one for everybody. */
export const OwnStorageLimit = z
  .object({
    /** Null for no limit at all. */
    limitBytes: z.int().min(0).max(MAX_LIMIT_BYTES).nullable(),
  })
  .meta({ id: 'OwnStorageLimit' });
export type OwnStorageLimit = z.infer<typeof OwnStorageLimit>;

/** An account as admins see it. */
export const AdminUser = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: Role,
    createdAt: Timestamp,
    storage: StorageQuota,
    /** Null where the limit for everybody holds. */
    ownLimit: OwnStorageLimit.nullable(),
  })
  .meta({ id: 'AdminUser' });
export type AdminUser = z.infer<typeof AdminUser>;

const nothing = { params: z.object({}), query: z.object({}), body: z.undefined() } as const;
const userParams = z.object({ userId: z.string().min(1).max(200) });

export const getStorage = defineEndpoint({
  ...nothing,
  operationId: 'getStorage',
  method: 'GET',
  path: '/api/v1/me/storage',
  tag: 'Account',
  summary: 'How much the caller stores, and how much they may',
  access: 'listener',
  status: 200,
  response: StorageQuota,
  errors: [],
});

export const listUsers = defineEndpoint({
  ...nothing,
  operationId: 'listUsers',
  method: 'GET',
  path: '/api/v1/admin/users',
  tag: 'Administration',
  summary: 'Accounts, newest first, with what they store',
  access: 'admin',
  query: PageQuery.extend({
    /** Part of the name or the e-mail address. */
    q: z.string().trim().max(200).optional(),
  }),
  status: 200,
  response: pageOf(AdminUser).meta({ id: 'AdminUserPage' }),
  errors: ['invalid_cursor'],
});

export const setStorageLimit = defineEndpoint({
  ...nothing,
  operationId: 'setStorageLimit',
  method: 'PUT',
  path: '/api/v1/admin/users/{userId}/storage-limit',
  tag: 'Administration',
  summary: 'Give somebody a storage limit of their own',
  description:
    'What they store already stays, also where it is more: they just cannot add anything then.',
  access: 'admin',
  params: userParams,
  body: OwnStorageLimit,
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const clearStorageLimit = defineEndpoint({
  ...nothing,
  operationId: 'clearStorageLimit',
  method: 'DELETE',
  path: '/api/v1/admin/users/{userId}/storage-limit',
  tag: 'Administration',
  summary: 'Have the storage limit for everybody hold for somebody again',
  access: 'admin',
  params: userParams,
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});
