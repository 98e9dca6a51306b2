import type { ServerOptions } from 'node:http';

/**
 * For the server that carries the edge and the raw receiver. Slow headers are cut off by the
 * server, stalled bodies by the handlers' idle timeout; the length of a whole request must not be
 * limited, because 5 GiB over a slow line take hours.
 */
export const edgeServerOptions = {
  headersTimeout: 15_000,
  connectionsCheckingInterval: 5000,
  requestTimeout: 0,
  keepAliveTimeout: 65_000,
} as const satisfies ServerOptions;
