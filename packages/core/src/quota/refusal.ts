import { MadrigalError } from '../shared/index.ts';

/** What to tell somebody who would store more than they may. All in bytes. */
export function quotaExceeded(usedBytes: number, limitBytes: number): MadrigalError {
  const leftBytes = Math.max(0, limitBytes - usedBytes);
  return new MadrigalError(
    'quota_exceeded',
    `There is no room for this: ${leftBytes} of ${limitBytes} bytes are left.`,
    { quota: { usedBytes, limitBytes, leftBytes } },
  );
}
