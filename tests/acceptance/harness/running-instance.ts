import type { ServerProcess } from './server-process.ts';

/** An instance of our own on a fresh data folder, that may be restarted and killed. */
export interface Instance {
  readonly baseUrl: string;
  readonly dataDir: string;
  readonly process: ServerProcess;
  /** Ends the process at once, as a crash does. What it started may live on. */
  kill9(): Promise<void>;
  /** Starts it again on the same data and port, with other settings where some are given. */
  start(changedEnv?: Record<string, string>): Promise<void>;
  /** Starts it again and kills it after `lifeMs`, ready or not. */
  startAndKill(lifeMs: number): Promise<void>;
  /** Stops it politely and removes its data. */
  dispose(): Promise<void>;
}
