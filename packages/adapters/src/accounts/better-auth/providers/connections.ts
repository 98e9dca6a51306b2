import { checkSignedInRecently } from '@madrigal/core/identity';
import type { BetterAuthPlugin } from 'better-auth';
import {
  createAuthEndpoint,
  createAuthMiddleware,
  getSessionFromCtx,
  sessionMiddleware,
} from 'better-auth/api';
import { z } from 'zod';
import type { AccountRecords } from '../records.ts';

/** A new way in outlasts the session it is made in. @throws sign_in_again */
const checkRecent = createAuthMiddleware(async (ctx) => {
  const current = await getSessionFromCtx(ctx);
  if (current) checkSignedInRecently(current.session.createdAt, new Date());
});

/**
 * Begins connections to accounts elsewhere soon after a sign-in alone, and ends them. In place of Better Auth's own way, which takes a password
 * off as well, and of two that are the last ones both when they are ended at once.
 */
export function connections({ records }: { records: Pick<AccountRecords, 'removeConnection'> }) {
  return {
    id: 'madrigal-connections',
    hooks: { before: [{ matcher: ({ path }) => path === '/link-social', handler: checkRecent }] },
    endpoints: {
      removeConnection: createAuthEndpoint(
        '/connections/remove',
        { method: 'POST', use: [sessionMiddleware], body: z.object({ id: z.string().max(100) }) },
        async (ctx) => {
          await records.removeConnection(ctx.context.session.user.id, ctx.body.id);
          return ctx.json({ status: true });
        },
      ),
    },
  } satisfies BetterAuthPlugin;
}
