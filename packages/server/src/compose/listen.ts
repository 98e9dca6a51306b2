import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { MadrigalError } from '@madrigal/core/shared';
import type { Config } from '../config/index.ts';
import { edgeServerOptions } from '../edge/index.ts';

type Handler = (req: IncomingMessage, res: ServerResponse) => void;

/** How long the body of a request to the API may take to arrive: such bodies are small. */
const API_BODY_MS = 30_000;
/** How long requests under way may take to end when the process stops. */
const DRAIN_MS = 5000;

/**
 * Serves everything on one port: requests below a path of `byPath` go to its handler, all others to
 * `otherwise`. Answers the address it can be reached at.
 * @throws MadrigalError `unavailable` with a sentence when the port cannot be had
 */
export async function listen(
  config: Config,
  byPath: Readonly<Record<string, Handler>>,
  otherwise: Handler,
  { stack, stopping }: { stack: AsyncDisposableStack; stopping: AbortSignal },
): Promise<string> {
  const routes = Object.entries(byPath);
  const server = createServer(edgeServerOptions, (req, res) => {
    // Whoever keeps a connection finds another process for the next request.
    if (stopping.aborted) res.shouldKeepAlive = false;
    const route = routes.find(([path]) => req.url?.startsWith(`${path}/`));
    if (!route) cutOffSlowBody(req);
    (route ? route[1] : otherwise)(req, res);
  });
  const { host, port } = config.http;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, host, port)));
    server.listen(port, host, resolve);
  });
  stack.defer(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), DRAIN_MS).unref();
      }),
  );
  return config.http.publicUrl ?? addressOf(server.address(), host);
}

/** Ends the connection of whoever sends a body drop by drop, or never. */
function cutOffSlowBody(req: IncomingMessage): void {
  // Not by its end, which comes only where somebody reads it; an event stream has no body.
  const check = () => {
    if (!req.complete) req.socket.destroy();
  };
  const timer = setTimeout(check, API_BODY_MS).unref();
  req.once('close', () => clearTimeout(timer));
}

function addressOf(address: ReturnType<ReturnType<typeof createServer>['address']>, host: string) {
  const port = typeof address === 'object' && address ? address.port : 0;
  const isLocal = host === '127.0.0.1' || host === '::1' || host === '0.0.0.0' || host === '::';
  return `http://${isLocal ? 'localhost' : host}:${port}`;
}

function explain(error: NodeJS.ErrnoException, host: string, port: number): MadrigalError {
  const sentences: Readonly<Record<string, string>> = {
    EADDRINUSE: `Port ${port} is taken by another program. Choose another one with --port.`,
    EACCES: `Port ${port} may not be opened by this user. Choose one above 1023 with --port.`,
    EADDRNOTAVAIL: `This machine has no address ${host}. Choose another one with HOST.`,
    ENOTFOUND: `The host ${host} is not known. Choose another one with HOST.`,
  };
  const sentence = sentences[error.code ?? ''] ?? `The server could not listen: ${error.message}.`;
  return new MadrigalError('unavailable', sentence, { cause: error });
}
