import { chmod, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NewAccount } from '@madrigal/contract';
import { type Client, createClient } from './client.ts';
import { launchInstance } from './launched-instance.ts';
import { killProcessesMentioning } from './processes.ts';
import type { Instance } from './running-instance.ts';
import { startAndKill, startServer } from './server-process.ts';
import { renewingToken, type Session, signIn } from './session.ts';

export type { Instance } from './running-instance.ts';

export const adminAccount: NewAccount = {
  name: 'Ada Admin',
  email: 'ada@example.org',
  password: 'correct horse battery',
};

/** Starts an instance with these settings besides the usual ones. */
export async function startInstance(env: Record<string, string> = {}): Promise<Instance> {
  const launcher = process.env.MADRIGAL_LAUNCHER;
  if (launcher) return launchInstance(launcher, env);
  const dataDir = await newDataDir();
  let port = '0';
  const options = (changedEnv: Record<string, string> = {}) => ({
    env: { HOST: '127.0.0.1', PORT: port, DATA_DIR: dataDir, ...env, ...changedEnv },
  });
  let running = await startServer(options());
  port = new URL(running.baseUrl).port;
  return {
    get baseUrl() {
      return running.baseUrl;
    },
    get process() {
      return running;
    },
    dataDir,
    kill9: async () => {
      await running.end('SIGKILL');
    },
    start: async (changedEnv) => {
      running = await startServer(options(changedEnv));
    },
    startAndKill: (lifeMs) => startAndKill(options(), lifeMs),
    dispose: async () => {
      await running.end('SIGTERM');
      killProcessesMentioning(dataDir);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** A folder that also the user can enter whom PostgreSQL runs as when we are root. */
async function newDataDir(): Promise<string> {
  const dataDir = await realpath(await mkdtemp(join(tmpdir(), 'madrigal-acceptance-')));
  await chmod(dataDir, 0o755);
  return dataDir;
}

/** Creates the first account of an instance and signs in with it. */
export async function setUpAdmin(baseUrl: string): Promise<{ session: Session; client: Client }> {
  await createClient(baseUrl).must('setUpInstance', { body: adminAccount });
  const session = await signIn(baseUrl, adminAccount);
  return {
    session,
    client: createClient(
      baseUrl,
      renewingToken(() => session),
    ),
  };
}

/** Has the server live in the future: what it issued before the restart is older by so much. */
export function inTheFuture(ms: number): Record<string, string> {
  const code = `globalThis.Date = new Proxy(Date, {
    construct: (date, args) => args.length > 0 ? new date(...args) : new date(date.now() + ${ms}),
    get: (date, name) => name === 'now' ? () => date.now() + ${ms} : Reflect.get(date, name),
  });`;
  return { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(code)}` };
}
