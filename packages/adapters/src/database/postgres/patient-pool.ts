import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { takesNoConnections } from '../../shared/postgres-errors.ts';

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 500;

type Connected = Parameters<Parameters<pg.Pool['connect']>[0]>;

/**
 * A pool that survives a restart or a failover of its server: who needs a connection while there are
 * none waits up to `waitMs` for one. Nothing has been asked of the server by then, so this is safe for
 * every statement; what was under way when a connection broke still fails.
 */
export function createPatientPool(settings: pg.PoolConfig, waitMs: number): pg.Pool {
  return waitMs > 0 ? new PatientPool(settings, waitMs) : new pg.Pool(settings);
}

class PatientPool extends pg.Pool {
  readonly #waitMs: number;

  constructor(settings: pg.PoolConfig, waitMs: number) {
    super(settings);
    this.#waitMs = waitMs;
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(callback: (...connected: Connected) => void): void;
  override connect(
    callback?: (...connected: Connected) => void,
  ): Promise<pg.PoolClient> | undefined {
    const connecting = this.#connect();
    if (!callback) return connecting;
    connecting.then(
      (client) => callback(undefined, client, client.release),
      (error: Error) => callback(error, undefined, () => {}),
    );
    return undefined;
  }

  async #connect(): Promise<pg.PoolClient> {
    const deadline = performance.now() + this.#waitMs;
    for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(LONGEST_PAUSE_MS, pauseMs * 2)) {
      try {
        return await super.connect();
      } catch (error) {
        if (!takesNoConnections(error) || performance.now() + pauseMs > deadline) throw error;
        // Many wait at once: they are not to come back at once.
        await delay(pauseMs * (0.5 + Math.random() / 2));
      }
    }
  }
}
