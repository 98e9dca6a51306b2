import { z } from 'zod';
import { Id } from './common.ts';

/** What a client is told while it listens. Events say what changed; the change itself is fetched. */
export const ServerEvent = z
  .discriminatedUnion('type', [
    /** Events were missed that are no longer remembered: fetch everything shown anew. */
    z.object({ type: z.literal('resync') }),
    /** An upload of the caller moved on. */
    z.object({ type: z.literal('upload.changed'), uploadId: Id }),
    /** Songs, albums or artists were added, changed or removed. */
    z.object({ type: z.literal('catalogue.changed') }),
  ])
  .meta({ id: 'ServerEvent' });
export type ServerEvent = z.infer<typeof ServerEvent>;
