import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { translated } from '../../shared/postgres-errors.ts';

const RECONNECT_MS = 500;

interface ListenOptions {
  connectionString: string;
  channel: string;
  /** Called on every notification, and after every reconnect, since some may have been missed. */
  onNews: () => void;
  onError: (error: unknown) => void;
}

/** Listens on a channel with a connection of its own, which is opened again when it breaks. */
export async function listenForNotifications(
  options: ListenOptions,
): Promise<{ stop(): Promise<void> }> {
  const stopped = new AbortController();
  let client = await translated(() => connect(options, reconnect));

  async function reconnect(): Promise<void> {
    while (!stopped.signal.aborted) {
      try {
        await delay(RECONNECT_MS, undefined, { signal: stopped.signal });
        client = await connect(options, reconnect);
        options.onNews();
        return;
      } catch (error) {
        if (!stopped.signal.aborted) options.onError(error);
      }
    }
  }

  return {
    stop: async () => {
      stopped.abort();
      await client.end();
    },
  };
}

async function connect(options: ListenOptions, onEnd: () => void): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: options.connectionString,
    application_name: 'madrigal-events',
    keepAlive: true,
  });
  client.on('error', options.onError);
  client.on('notification', options.onNews);
  try {
    await client.connect();
    await client.query(`LISTEN ${options.channel}`);
  } catch (error) {
    await client.end().catch(() => {});
    throw error;
  }
  client.once('end', onEnd);
  return client;
}
