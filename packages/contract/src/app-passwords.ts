import { z } from 'zod';
import { Id, Timestamp } from './common.ts';
import { defineEndpoint } from './endpoint.ts';

/** A password for one music app; see docs/opensubsonic.md. */
export const AppPassword = z
  .object({ id: Id, name: z.string(), createdAt: Timestamp, lastUsedAt: Timestamp.nullable() })
  .meta({ id: 'AppPassword' });
export type AppPassword = z.infer<typeof AppPassword>;

export const createAppPassword = defineEndpoint({
  operationId: 'createAppPassword',
  method: 'POST',
  path: '/api/v1/me/app-passwords',
  tag: 'Account',
  summary: 'Make a password for a music app',
  description:
    'The password is shown this once. Apps that speak OpenSubsonic sign in with it and `username`.',
  access: 'listener',
  needsSession: true,
  params: z.object({}),
  query: z.object({}),
  body: z.object({ name: z.string().trim().min(1).max(100) }),
  status: 201,
  response: AppPassword.extend({ username: z.string(), password: z.string() }),
  errors: ['conflict'],
});

export const listAppPasswords = defineEndpoint({
  operationId: 'listAppPasswords',
  method: 'GET',
  path: '/api/v1/me/app-passwords',
  tag: 'Account',
  summary: 'Passwords for music apps, newest first',
  access: 'listener',
  needsSession: true,
  params: z.object({}),
  query: z.object({}),
  body: z.undefined(),
  status: 200,
  response: z.object({ items: z.array(AppPassword) }),
  errors: [],
});

export const revokeAppPassword = defineEndpoint({
  operationId: 'revokeAppPassword',
  method: 'DELETE',
  path: '/api/v1/me/app-passwords/{appPasswordId}',
  tag: 'Account',
  summary: 'End the password of a music app at once',
  access: 'listener',
  needsSession: true,
  params: z.object({ appPasswordId: Id }),
  query: z.object({}),
  body: z.undefined(),
  status: 204,
  response: z.null(),
  errors: ['not_found'],
});
