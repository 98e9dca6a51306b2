import { Readable } from 'node:stream';
import { exportMe } from '@madrigal/contract';
import type { ExportedFile } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import { makeZip } from 'client-zip';
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { identify } from './route.ts';

const LIMIT = { max: 60, timeWindow: '1 minute' };

/** Serves what the caller owns as a ZIP file, made while it is sent. */
export function registerExport(
  app: FastifyInstance,
  { services }: Pick<HttpDeps, 'services'>,
): void {
  app.get(
    exportMe.path,
    { config: { operationId: exportMe.operationId, rateLimit: LIMIT } },
    async (request, reply) => {
      const caller = await identify(exportMe, request, services.tokens);
      if (!caller) throw new MadrigalError('unauthenticated', 'Sign in to do this.');
      // The first file is made before the answer begins, so that common failures are problems.
      const files = services.ownAccount.export(caller);
      const first = await files.next();
      const all = toZipEntries(first, files);
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', 'attachment; filename="madrigal-export.zip"')
        .type('application/zip')
        .send(Readable.fromWeb(makeZip(all) as Parameters<typeof Readable.fromWeb>[0]));
    },
  );
}

async function* toZipEntries(
  first: IteratorResult<ExportedFile>,
  rest: AsyncGenerator<ExportedFile>,
): AsyncGenerator<{ name: string; input: string }> {
  if (!first.done) yield toEntry(first.value);
  for await (const file of rest) yield toEntry(file);
}

function toEntry({ name, content }: ExportedFile): { name: string; input: string } {
  return { name, input: `${JSON.stringify(content, null, 2)}\n` };
}
