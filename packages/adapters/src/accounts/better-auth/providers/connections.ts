import type { BetterAuthPlugin } from 'better-auth';
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { z } from 'zod';
import type { AccountRecords } from '../records.ts';

/**
 * Ends connections to accounts elsewhere. In place of Better Auth's own way, which takes a password
 * off as well, and of two that are the last ones both when they are ended at once.
 */
export function connections({ records }: { records: Pick<AccountRecords, 'removeConnection'> }) {
  return {
    id: 'madrigal-connections',
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
