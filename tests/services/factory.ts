import { mkdir } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import pg from 'pg';
import { freePort, type SharedEngines } from './engines.ts';
import { type Layout, type Stack, startServices } from './stack.ts';

/** Few processes, as every browser test asks for an instance of its own. */
const few: Layout = { 'user,admin,song,photo,video': 1, edge: 1, worker: 1 };
/** Redis has sixteen databases; the first one is taken. */
const REDIS_DATABASES = 15;

/** Of instances, in the order they were asked for. */
let count = 0;

interface Made {
  services: Stack;
  disposables: AsyncDisposableStack;
}

/**
 * Makes instances of services on shared engines for whoever asks over HTTP: `POST /` with settings,
 * `POST /ID/kill`, `POST /ID/start` with settings that changed, `DELETE /ID`. Answers the address that it can
 * be asked at, for `harness/launched-instance.ts`.
 */
export async function startFactory(
  engines: SharedEngines,
  stack: AsyncDisposableStack,
): Promise<string> {
  const made = new Map<string, Made>();
  const port = await freePort();
  const server = createServer((request, response) => {
    answer(engines, made, request).then(
      (body) => send(response, 200, body),
      (error) => send(response, 500, { error: String(error?.stack ?? error) }),
    );
  }).listen(port, '127.0.0.1');
  stack.defer(async () => {
    server.close();
    for (const { disposables } of made.values()) await disposables.disposeAsync();
  });
  return `http://127.0.0.1:${port}`;
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function answer(
  engines: SharedEngines,
  made: Map<string, Made>,
  request: IncomingMessage,
): Promise<unknown> {
  const [, id = '', act = ''] = (request.url ?? '').split('/');
  if (id === '') {
    const env = (await json(request)) as Record<string, string>;
    return make(engines, made, env);
  }
  const instance = made.get(id);
  if (!instance) throw new Error(`There is no instance ${id}.`);
  const { services, disposables } = instance;
  if (act === 'kill') await Promise.all(services.parts.map(services.kill));
  else if (act === 'start') {
    const env = (await json(request)) as Record<string, string>;
    await Promise.all(services.parts.map((part) => services.start(part, env)));
  } else {
    made.delete(id);
    await disposables.disposeAsync();
  }
  return {};
}

async function make(engines: SharedEngines, made: Map<string, Made>, env: Record<string, string>) {
  count += 1;
  const number = count;
  const id = `instance${number}`;
  const database = new URL(engines.env.DATABASE_URL ?? '');
  const client = new pg.Client({ connectionString: database.href });
  await client.connect();
  await client.query(`CREATE DATABASE ${id}`);
  await client.end();
  database.pathname = `/${id}`;
  const disposables = new AsyncDisposableStack();
  const own = {
    ...engines.env,
    DATABASE_URL: database.href,
    REDIS_URL: `${engines.env.REDIS_URL}/${1 + (number % REDIS_DATABASES)}`,
    S3_RAW_BUCKET: `${id}-raw`,
    S3_PROCESSED_BUCKET: `${id}-processed`,
  };
  const folder = join(engines.folder, id);
  await mkdir(folder);
  const services = await startServices(few, { ...engines, folder, env: own }, disposables, env);
  made.set(id, { services, disposables });
  return { name: id, baseUrl: services.url };
}
