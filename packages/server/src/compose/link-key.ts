import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../config/index.ts';

/**
 * A key of its own for share links, which end when the secret of the accounts is changed. A process
 * without that secret answers for no links; it gets a key that opens none.
 */
export function deriveLinkKey({ auth }: Pick<Secrets, 'auth'>): Buffer {
  return createHmac('sha256', auth ?? randomBytes(32))
    .update('madrigal share links')
    .digest();
}
