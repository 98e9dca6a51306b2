import type { FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { RequestCounter } from '@madrigal/core/shared';

type Done = (error: Error | null, result?: { current: number; ttl: number }) => void;

/** A store of `@fastify/rate-limit` on our own counter, one for each route. */
export function limitStore(counter: RequestCounter): FastifyRateLimitStoreCtor {
  return class LimitStore {
    readonly #route: string;
    readonly #windowMs: number;

    constructor(options: { route?: string; timeWindow?: unknown } = {}) {
      this.#route = options.route ?? '';
      this.#windowMs = typeof options.timeWindow === 'number' ? options.timeWindow : 60_000;
    }

    incr(key: string, done: Done, windowMs = this.#windowMs): void {
      counter.count(`${this.#route}:${key}`, windowMs).then(
        ({ count, endsInMs }) => done(null, { current: count, ttl: endsInMs }),
        (error: Error) => done(error),
      );
    }

    child(options: { routeInfo: { method?: unknown; url?: string }; timeWindow?: unknown }) {
      const { method, url } = options.routeInfo;
      return new LimitStore({ route: `${method} ${url}`, timeWindow: options.timeWindow });
    }
  } as unknown as FastifyRateLimitStoreCtor;
}
