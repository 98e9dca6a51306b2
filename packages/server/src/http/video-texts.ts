import { readVideoText } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance } from 'fastify';
import type { HttpDeps } from './deps.ts';
import { refuseMethodsExcept } from './methods.ts';
import { fastifyPath } from './route.ts';

/**
 * Serves playlists and storyboard indexes to whoever holds a signed URL. Players on every origin may
 * read them, as they may read what is signed on the edge; cookies play no part.
 */
export function registerVideoTexts(
  app: FastifyInstance,
  { services }: Pick<HttpDeps, 'services'>,
): void {
  const path = fastifyPath(readVideoText);
  const { operationId } = readVideoText;
  app.get(path, { config: { operationId } }, async (request, reply) => {
    const params = readVideoText.params.safeParse(request.params);
    if (!params.success) throw new MadrigalError('not_found', 'There is no such playlist.');
    const mark = request.url.indexOf('?');
    const query = mark < 0 ? '' : request.url.slice(mark + 1);
    const { text, mimeType, expiresAt } = await services.delivery.readVideoText({
      ...params.data,
      query,
    });
    const maxAge = Math.max(0, Math.floor((expiresAt.getTime() - Date.now()) / 1000));
    return reply
      .header('cache-control', `private, max-age=${maxAge}`)
      .header('access-control-allow-origin', '*')
      .type(mimeType)
      .send(text);
  });
  refuseMethodsExcept(app, path, ['GET']);
}
