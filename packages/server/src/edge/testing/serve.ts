import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import type { Logger } from '@madrigal/core/shared';
import { edgeServerOptions, type RequestHandler } from '../index.ts';

export interface TestServer {
  url: string;
  /** A raw connection, for what a proper client never sends. */
  open(): Promise<Socket>;
  /** All that comes back for bytes sent over a connection of its own, until it is closed. */
  exchange(request: string): Promise<string>;
  stop(): Promise<void>;
}

/** Serves a handler on a free port. */
export async function serve(handler: RequestHandler): Promise<TestServer> {
  const server = createServer(edgeServerOptions, handler);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  async function open(): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    await once(socket, 'connect');
    return socket;
  }

  return {
    url: `http://127.0.0.1:${port}`,
    open,
    async exchange(request) {
      const socket = await open();
      socket.end(request);
      return textUntilEnd(socket);
    },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export async function textUntilEnd(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket.setEncoding('latin1')) text += chunk;
  return text;
}

/** A logger that keeps what it is told. */
export function collectingLogger(): Logger & { lines: string[] } {
  const lines: string[] = [];
  const keep = (_fields: object, message: string): void => void lines.push(message);
  const logger = { lines, info: keep, warn: keep, error: keep, child: () => logger };
  return logger;
}
