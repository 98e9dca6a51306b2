import { createHmac, randomBytes } from 'node:crypto';
import type { Secrets } from '../config/index.ts';

/**
 * A key of its own for what is made of it: the tokens of new share links, the tickets for passwords of links, and
 * invitations to playlists. With another secret of the accounts tickets and invitations end; links that people have
 * open as before, by the hash that is kept, but cannot be copied again. A process without that secret answers for
 * none of these; it gets a key that opens nothing.
 */
export function deriveLinkKey({ auth }: Pick<Secrets, 'auth'>): Buffer {
  return createHmac('sha256', auth ?? randomBytes(32))
    .update('madrigal share links')
    .digest();
}
