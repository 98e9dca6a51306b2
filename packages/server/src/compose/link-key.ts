import { createHmac } from 'node:crypto';
import type { Secrets } from '../config/index.ts';

/** A key of its own for share links, which end when the secret of the accounts is changed. */
export function deriveLinkKey({ auth }: Pick<Secrets, 'auth'>): Buffer {
  return createHmac('sha256', auth).update('madrigal share links').digest();
}
