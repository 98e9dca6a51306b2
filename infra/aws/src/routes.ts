import { type Endpoint, endpoints } from '../../../packages/contract/src/index.ts';
import { defaultFunction, functionRoutes } from '../../../packages/server/src/http/function-of.ts';
import type { FunctionName } from './functions.ts';

export { defaultFunction };

type Method = 'ANY' | 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface ApiRoute {
  method: Method;
  path: string;
  function: FunctionName;
  /** Whether the gateway refuses requests without a token of the pool before a function runs. */
  needsToken: boolean;
}

const all = Object.values<Endpoint>(endpoints);

/**
 * The product's routes, those for people with an account behind the authoriser. Where a path is open by
 * one method and closed by another, the closed ones are routes of their own.
 */
export function apiRoutes(): ApiRoute[] {
  return functionRoutes().flatMap((route) => {
    const method = route.method as Method;
    const covered = all.filter(
      (endpoint) =>
        endpoint.path === route.path && (method === 'ANY' || endpoint.method === method),
    );
    const closed = covered.filter((endpoint) => endpoint.access !== 'anonymous');
    const whole = { method, path: route.path, function: route.function };
    if (closed.length === covered.length) return [{ ...whole, needsToken: covered.length > 0 }];
    const parts = closed.map((endpoint) => ({
      ...whole,
      method: endpoint.method as Method,
      needsToken: true,
    }));
    return [{ ...whole, needsToken: false }, ...(method === 'ANY' ? parts : [])];
  });
}
