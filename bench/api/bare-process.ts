// Fastify alone: `node bare-process.ts`, which answers every path of the JSON on stdin ({path: body})
// with exactly that body. Prints the port it listens on.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';

const app = fastify();
const bodies = JSON.parse(readFileSync(0, 'utf8')) as Record<string, string>;
for (const [path, body] of Object.entries(bodies)) {
  app.get(path, (_request, reply) => {
    reply.header('content-type', 'application/json; charset=utf-8').send(body);
  });
}
await app.listen({ host: '127.0.0.1', port: 0 });
console.log(`port ${(app.server.address() as AddressInfo).port}`);
process.once('SIGTERM', () => app.close());
