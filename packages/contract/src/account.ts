import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';
import { Me, NewAccount } from './instance.ts';
import { Language } from './language.ts';

const nothing = { params: z.object({}), query: z.object({}), body: z.undefined() } as const;
const ACCOUNT = 'Account';
const ADMINISTRATION = 'Administration';

export const updateMe = defineEndpoint({
  ...nothing,
  operationId: 'updateMe',
  method: 'PATCH',
  path: '/api/v1/me',
  tag: ACCOUNT,
  summary: 'Change the name of the account, or the language it is written to in',
  access: 'listener',
  body: z.object({ name: NewAccount.shape.name.optional(), language: Language.optional() }),
  status: 200,
  response: Me,
  errors: [],
});

export const deleteMe = defineEndpoint({
  ...nothing,
  operationId: 'deleteMe',
  method: 'DELETE',
  path: '/api/v1/me',
  tag: ACCOUNT,
  summary: 'Delete the account and everything it owns',
  description:
    'Songs stay in the library. `invalid_credentials` when the confirmation is wrong, `sign_in_again` for an account without a password more than ten minutes after the sign-in, `conflict` for the last admin.',
  access: 'listener',
  needsSession: true,
  body: z.object({
    /** The password; for an account without one, its e-mail address, soon after the sign-in. */
    confirmation: z.string().min(1).max(254),
  }),
  status: 204,
  response: z.null(),
  errors: ['invalid_credentials', 'sign_in_again', 'conflict'],
});

/** Not in the table of endpoints: its answer is a file. */
export const exportMe = defineEndpoint({
  ...nothing,
  operationId: 'exportMe',
  method: 'GET',
  path: '/api/v1/me/export',
  tag: ACCOUNT,
  summary: 'Everything the account owns, as a ZIP file of JSON files',
  access: 'listener',
  needsSession: true,
  status: 200,
  response: z.string().meta({ contentMediaType: 'application/zip' }),
  errors: [],
});

/** What an API token may do: read only, also write, or all that its owner, an admin, may do. */
export const TokenScope = z.enum(['read', 'write', 'admin']).meta({ id: 'TokenScope' });
export type TokenScope = z.infer<typeof TokenScope>;

export const ApiToken = z
  .object({
    id: Id,
    name: z.string(),
    scope: TokenScope,
    createdAt: Timestamp,
    expiresAt: Timestamp.nullable(),
    lastUsedAt: Timestamp.nullable(),
  })
  .meta({ id: 'ApiToken' });
export type ApiToken = z.infer<typeof ApiToken>;

export const createApiToken = defineEndpoint({
  ...nothing,
  operationId: 'createApiToken',
  method: 'POST',
  path: '/api/v1/me/tokens',
  tag: ACCOUNT,
  summary: 'Make a token for a program',
  description: 'The token is shown this once. Send it as `Authorization: Bearer mad_…`.',
  access: 'listener',
  needsSession: true,
  body: z.object({
    name: z.string().trim().min(1).max(100),
    scope: TokenScope,
    /** Days until it ends by itself; null for never. */
    expiresInDays: z.int().min(1).max(3650).nullable().default(null),
  }),
  status: 201,
  response: ApiToken.extend({ token: z.string() }),
  errors: ['forbidden', 'conflict'],
});

export const listApiTokens = defineEndpoint({
  ...nothing,
  operationId: 'listApiTokens',
  method: 'GET',
  path: '/api/v1/me/tokens',
  tag: ACCOUNT,
  summary: 'Tokens of the account, newest first',
  access: 'listener',
  needsSession: true,
  status: 200,
  response: z.object({ items: z.array(ApiToken) }),
  errors: [],
});

export const revokeApiToken = defineEndpoint({
  ...nothing,
  operationId: 'revokeApiToken',
  method: 'DELETE',
  path: '/api/v1/me/tokens/{tokenId}',
  tag: ACCOUNT,
  summary: 'End a token at once',
  access: 'listener',
  needsSession: true,
  params: z.object({ tokenId: Id }),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});

export const Invitation = z
  .object({
    id: Id,
    /** The only address it works for; null for any. */
    email: z.string().nullable(),
    createdAt: Timestamp,
    expiresAt: Timestamp,
    usedAt: Timestamp.nullable(),
  })
  .meta({ id: 'Invitation' });
export type Invitation = z.infer<typeof Invitation>;

export const createInvitation = defineEndpoint({
  ...nothing,
  operationId: 'createInvitation',
  method: 'POST',
  path: '/api/v1/admin/invitations',
  tag: ADMINISTRATION,
  summary: 'Invite somebody to create an account',
  description:
    'The path is shown this once, and mailed where an address is given. Its token is the `invitation` of a sign-up.',
  access: 'admin',
  body: z.object({
    email: z.email().max(254).nullable().default(null),
    expiresInDays: z.int().min(1).max(90).default(7),
  }),
  status: 201,
  response: Invitation.extend({
    /** Page to open, relative to the address of the instance. */
    path: z.string(),
  }),
  errors: [],
});

export const listInvitations = defineEndpoint({
  ...nothing,
  operationId: 'listInvitations',
  method: 'GET',
  path: '/api/v1/admin/invitations',
  tag: ADMINISTRATION,
  summary: 'The last 200 invitations, newest first',
  access: 'admin',
  status: 200,
  response: z.object({ items: z.array(Invitation) }),
  errors: [],
});

export const revokeInvitation = defineEndpoint({
  ...nothing,
  operationId: 'revokeInvitation',
  method: 'DELETE',
  path: '/api/v1/admin/invitations/{invitationId}',
  tag: ADMINISTRATION,
  summary: 'Take an invitation back',
  access: 'admin',
  params: z.object({ invitationId: Id }),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});
