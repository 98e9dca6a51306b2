import { MadrigalError } from '@madrigal/core/shared';
import { createClient } from '@redis/client';

const CONNECT_MS = 2000;
/** Nothing that a person waits for may wait for Redis longer. */
const COMMAND_MS = 500;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

/** One connection to a Redis server, opened again whenever it breaks. */
export interface RedisLink {
  /** Sends a command as words; answers RESP 2 values. @throws unavailable at once while Redis is away */
  send(words: readonly string[]): Promise<unknown>;
  isUp(): boolean;
  close(): void;
}

export interface RedisLinkOptions {
  /** `redis://user:password@host:port/database`, or `rediss://` for TLS. */
  url: string;
  /** Told of every loss and failed attempt. */
  onError: (error: Error) => void;
  /** Told each time the connection is there, the first included. */
  onUp?: () => void;
  /** How long a command may take, in ms; more for commands that wait. */
  timeoutMs?: number;
}

/** Connects in the background: a Redis that is away at the start is no reason not to start. */
export function openRedis(options: RedisLinkOptions): RedisLink {
  const client = createClient({
    url: options.url,
    RESP: 2,
    disableOfflineQueue: true,
    disableClientInfo: true, // older servers do not know the command
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: CONNECT_MS,
      reconnectStrategy: (retries) => Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * (retries + 1)),
    },
  });
  client.on('error', options.onError);
  if (options.onUp) client.on('ready', options.onUp);
  client.connect().catch(options.onError);
  const timeoutMs = options.timeoutMs ?? COMMAND_MS;
  return {
    isUp: () => client.isReady,
    send: async (words) => {
      if (!client.isReady) throw away();
      try {
        return await within(timeoutMs, client.sendCommand([...words]));
      } catch (error) {
        throw error instanceof MadrigalError ? error : away(error);
      }
    },
    close: () => {
      if (client.isOpen) client.destroy();
    },
  };
}

/** The client's own limit ends with the sending of a command: a server that hangs would hold us. */
async function within<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(away()), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
    answer.catch(() => {}); // told already
  }
}

function away(cause?: unknown): MadrigalError {
  return new MadrigalError('unavailable', 'Redis cannot be reached.', { cause });
}
