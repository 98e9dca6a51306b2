import { MadrigalError } from '../shared/index.ts';

/** As long as people have, in an account without a password, for what matters. */
const RECENT_MS = 10 * 60_000;

/** What an address proves alone is little: everybody knows it. @throws MadrigalError `sign_in_again` */
export function checkSignedInRecently(signedInAt: Date | null, now: Date): void {
  if (signedInAt && now.getTime() - signedInAt.getTime() < RECENT_MS) return;
  throw new MadrigalError('sign_in_again', 'Sign in again, and then do this within ten minutes.');
}
