import { once } from 'node:events';
import type { Server } from 'node:http';

/** Where a server of a test listens. */
export interface LoopbackServer {
  endpoint: string;
  /** Ends it, with connections that are open. */
  dispose(): Promise<void>;
}

/** Lets a server listen on 127.0.0.1, at a port that is free. */
export async function listenOnLoopback(server: Server): Promise<LoopbackServer> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('No port was given.');
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    async dispose() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
