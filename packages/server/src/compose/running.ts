import type { Lifecycle } from '../http/index.ts';
import type { Log } from './log.ts';

export interface StartDeps {
  log: Log;
  onProgress: (sentence: string) => void;
  /** Whether the database and the buckets are brought up to date first; services leave that to `migrate`. */
  migrates: boolean;
}

export interface RunningInstance {
  address: string;
  /** Where the database's files are, when they are this machine's. */
  databaseLocation: string | null;
  /**
   * Ends everything in the opposite order of its start: readiness says no first, requests and jobs
   * under way may end.
   */
  stop(): Promise<void>;
}

/** What a process goes through when it is to stop. */
export interface Departure {
  stopping: AbortController;
  closing: AbortController;
}

/** The signals that the parts of a process look at. */
export function lifecycleOf({ stopping, closing }: Departure): Lifecycle {
  return { stopping: stopping.signal, closing: closing.signal };
}
