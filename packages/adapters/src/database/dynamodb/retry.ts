import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { MadrigalError } from '@madrigal/core/shared';

/** How often something is tried that others were quicker at, and how long one waits in between. */
export interface RetryPolicy {
  attempts: number;
  /** The first wait is up to this long, every further one up to twice as long as the one before. */
  firstWaitMs: number;
  longestWaitMs: number;
}

export const defaultRetry: RetryPolicy = { attempts: 40, firstWaitMs: 10, longestWaitMs: 400 };

/** How one waits, and how chance is drawn: a whole number below `max`. */
interface Waiting {
  wait(ms: number): Promise<unknown>;
  drawBelow(max: number): number;
}

const waiting: Waiting = { wait: (ms) => delay(ms), drawBelow: (max) => randomInt(max) };

/**
 * Runs `attempt` until it answers something else than `again`, with exponential backoff and full
 * jitter (Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015).
 * @throws MadrigalError `unavailable` when no attempt is left
 */
export async function untilSettled<T>(
  { attempts, firstWaitMs, longestWaitMs }: RetryPolicy,
  attempt: () => Promise<T | typeof again>,
  { wait, drawBelow } = waiting,
): Promise<T> {
  for (let made = 1; made <= attempts; made++) {
    const result = await attempt();
    if (result !== again) return result;
    const longest = Math.min(longestWaitMs, firstWaitMs * 2 ** (made - 1));
    if (made < attempts) await wait(drawBelow(longest + 1));
  }
  throw new MadrigalError('unavailable', 'The database has too much to do right now.');
}

/** Says that an attempt settled nothing. */
export const again = Symbol('again');
