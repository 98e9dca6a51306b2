import { setTimeout as delay } from 'node:timers/promises';
import { MadrigalError } from '@madrigal/core/shared';
import type { Collections } from './collections.ts';
import { isDuplicate } from './errors.ts';

/** Far longer than anything that is done under a lock; whoever died holds it no longer than that. */
const HELD_MS = 10_000;
const LOOK_AGAIN_MS = 20;

/**
 * Runs `work` while nobody else does under the same name, in any process: what transactions would do,
 * which not every server of MongoDB's protocol has.
 * @throws MadrigalError `unavailable` where the others take too long
 */
export async function alone<T>(
  { locks }: Pick<Collections, 'locks'>,
  name: string,
  work: () => Promise<T>,
): Promise<T> {
  const deadline = Date.now() + 2 * HELD_MS;
  let until = await take(locks, name);
  while (!until) {
    if (Date.now() > deadline) {
      throw new MadrigalError('unavailable', 'Too many want the same at once. Try again.');
    }
    await delay(LOOK_AGAIN_MS * (0.5 + Math.random()));
    until = await take(locks, name);
  }
  try {
    return await work();
  } finally {
    await locks.deleteOne({ _id: name, until });
  }
}

/** Until when the lock is held, null where somebody else does. */
async function take(locks: Collections['locks'], name: string): Promise<Date | null> {
  const now = Date.now();
  const until = new Date(now + HELD_MS);
  try {
    await locks.updateOne(
      { _id: name, until: { $lt: new Date(now) } },
      { $set: { until } },
      { upsert: true },
    );
    return until;
  } catch (error) {
    if (isDuplicate(error)) return null;
    throw error;
  }
}
