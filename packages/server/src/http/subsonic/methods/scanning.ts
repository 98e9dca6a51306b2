import { z } from 'zod';
import { SubsonicError } from '../errors.ts';
import { type Context, type Method, reads, writes } from '../method.ts';
import { allPages } from '../pages.ts';
import type { Body } from '../reply.ts';

/** A scan is an import of every folder that was imported before. */
export const scanning: Record<string, Method> = {
  getScanStatus: reads(z.object({}), async (_, context) => ({ scanStatus: await status(context) })),
  startScan: writes(z.object({}), async (_, context) => {
    const { services, caller } = context;
    if (caller.role !== 'admin') {
      throw new SubsonicError('notAuthorized', 'Only admins can have folders scanned.');
    }
    const imports = await allPages((query) => services.imports.list(query));
    for (const folder of new Set(imports.map((one) => one.folder))) {
      await services.imports.start(caller, folder);
    }
    return { scanStatus: await status(context) };
  }),
};

async function status({ services }: Context): Promise<Body> {
  const [{ items }, { songs }] = await Promise.all([
    services.imports.list({ limit: 50 }),
    services.operations.overview(),
  ]);
  const isRunning = items.some(({ state }) => state === 'queued' || state === 'running');
  return { scanning: isRunning, count: songs };
}
