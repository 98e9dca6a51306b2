import { ApiError } from '../../../api/problem.ts';
import { PutError } from './put.ts';

/** The clock, chance and connection of the page, given so that tests can stand in for them. */
export interface Patience {
  /** Resolves after `ms`; rejects when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
  /** Resolves at once or when the browser is online again; rejects when the signal aborts. */
  whenOnline(signal: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
}

const firstDelayMs = 500;
const longestDelayMs = 10_000;
/** Attempts where the server answers, but not well; without an answer there is no limit. */
const maxAttempts = 8;

/**
 * Runs something until it succeeds. A lost connection is waited out for as long as it takes,
 * a server in trouble is asked a few times with growing, jittered pauses, and an error that
 * repeating cannot cure is thrown at once.
 */
export async function persist<T>(
  run: () => Promise<T>,
  patience: Patience,
  signal: AbortSignal,
  onTrouble: (waiting: boolean) => void = () => {},
): Promise<T> {
  for (let attempt = 0, answered = 0; ; attempt++) {
    try {
      const result = await run();
      if (attempt > 0) onTrouble(false);
      return result;
    } catch (error) {
      signal.throwIfAborted();
      const kind = kindOf(error);
      if (kind === 'final' || (kind === 'answered' && ++answered >= maxAttempts)) throw error;
      onTrouble(true);
      await patience.whenOnline(signal);
      await patience.wait(delayMs(attempt, patience.random()), signal);
    }
  }
}

/** Exponential with equal jitter: between half and the whole of 0.5 s, 1 s, 2 s … 10 s. */
function delayMs(attempt: number, random: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.min(attempt, 10));
  return full * (0.5 + random / 2);
}

function kindOf(error: unknown): 'unanswered' | 'answered' | 'final' {
  if (error instanceof ApiError) {
    if (error.code === 'network' || error.code === 'unavailable') return 'unanswered';
    return error.code === 'internal' || error.code === 'too_many_requests' ? 'answered' : 'final';
  }
  if (!(error instanceof PutError)) return 'final';
  if (error.status === 0 || (error.status >= 502 && error.status <= 504)) return 'unanswered';
  // 403 and 404 mean that the URL has aged; the next attempt asks for a new one.
  const curable = [403, 404, 408, 429].includes(error.status);
  return curable || (error.status >= 500 && error.status !== 507) ? 'answered' : 'final';
}
