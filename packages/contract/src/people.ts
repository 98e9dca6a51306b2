import { z } from 'zod';
import { defineEndpoint } from './endpoint.ts';
import { Role } from './instance.ts';

const someone = {
  params: z.object({ userId: z.string().min(1).max(200) }),
  query: z.object({}),
  body: z.undefined(),
  tag: 'Administration',
  access: 'admin',
  status: 204,
  response: z.null(),
} as const;

export const setUserRole = defineEndpoint({
  ...someone,
  operationId: 'setUserRole',
  method: 'PUT',
  path: '/api/v1/admin/users/{userId}/role',
  summary: 'Make somebody an admin, or a listener again',
  description:
    'Access tokens that were given out keep their role until they end, within five minutes. `conflict` for the last admin.',
  body: z.object({ role: Role }),
  errors: ['not_found', 'conflict'],
});

export const signUserOut = defineEndpoint({
  ...someone,
  operationId: 'signUserOut',
  method: 'POST',
  path: '/api/v1/admin/users/{userId}/sign-out',
  summary: 'Sign somebody out everywhere',
  description:
    'Ends their sessions, API tokens and app passwords. Access tokens that were given out end by themselves within five minutes.',
  errors: ['not_found'],
});

export const deleteUser = defineEndpoint({
  ...someone,
  operationId: 'deleteUser',
  method: 'DELETE',
  path: '/api/v1/admin/users/{userId}',
  summary: "Delete somebody's account and everything it owns",
  description:
    'Songs stay in the library. `conflict` when the address is not the one of the account, and for the own account, which its owner deletes with `deleteMe`.',
  body: z.object({
    /** E-mail address of the account, so that nobody deletes another one than they mean. */
    email: z.string().trim().min(1).max(254),
  }),
  errors: ['not_found', 'conflict'],
});
