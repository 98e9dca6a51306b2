import type { Endpoint } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';
import type { FastifyInstance, HTTPMethods } from 'fastify';
import { fastifyPath } from './route.ts';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

/** Refuses, on every path of these endpoints, the methods that none of them has. */
export function refuseOtherMethods(app: FastifyInstance, endpoints: readonly Endpoint[]): void {
  const byPath = Map.groupBy(endpoints, fastifyPath);
  for (const [path, atPath] of byPath) {
    refuseMethodsExcept(
      app,
      path,
      atPath.map((endpoint) => endpoint.method),
    );
  }
}

/** Answers every method at a path but these with `method_not_allowed`. HEAD goes with GET. */
export function refuseMethodsExcept(
  app: FastifyInstance,
  url: string,
  methods: readonly HTTPMethods[],
): void {
  const allowed = methods.includes('GET') ? [...methods, 'HEAD'] : [...methods];
  app.route({
    method: METHODS.filter((method) => !allowed.includes(method)),
    url,
    // Before the body is read, whatever it is.
    onRequest: async (request, reply) => {
      reply.header('allow', allowed.join(', '));
      throw new MadrigalError('method_not_allowed', `${request.method} is not possible here.`);
    },
    handler: () => {},
  });
}
