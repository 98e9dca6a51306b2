import { createServer, type IncomingMessage } from 'node:http';
import { listenOnLoopback } from '../../packages/adapters/src/shared/testing/loopback.ts';
import type { Installation } from './installation.ts';

type Env = Record<string, string>;
type Open = (name: string, env: Env, stack: AsyncDisposableStack) => Promise<Installation>;

/**
 * Opens installations for tests that want one of their own (`harness/launched-instance.ts`), at the address
 * that is answered: `POST /` with settings, then `POST /NAME/kill`, `POST /NAME/start`, `DELETE /NAME`.
 */
export async function startLauncher(open: Open, stack: AsyncDisposableStack): Promise<string> {
  const opened = new Map<string, { installation: Installation; own: AsyncDisposableStack }>();
  let count = 0;
  const answer = async (request: IncomingMessage): Promise<object> => {
    const [, name = '', action] = (request.url ?? '/').split('/');
    const found = opened.get(name);
    if (request.method === 'DELETE') {
      opened.delete(name);
      await found?.own.disposeAsync();
      return {};
    }
    const env = (await bodyOf(request)) as Env;
    if (found) {
      if (action === 'kill') found.installation.kill();
      else found.installation.restart(env);
      return {};
    }
    count += 1;
    const ownName = `own${count}`;
    await using own = new AsyncDisposableStack();
    const installation = await open(ownName, env, own);
    opened.set(ownName, { installation, own: own.move() });
    return { name: ownName, baseUrl: installation.url };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (body) => response.end(JSON.stringify(body)),
      (error) => response.writeHead(500).end(String(error)),
    );
  });
  const { endpoint, dispose } = await listenOnLoopback(server);
  stack.defer(async () => {
    // Every one of them, whatever becomes of the others: what still asks its queues holds up the end.
    await using all = new AsyncDisposableStack();
    for (const { own } of opened.values()) all.use(own);
    await dispose();
  });
  return endpoint;
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk;
  return JSON.parse(text || '{}');
}
