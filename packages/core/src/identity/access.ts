import type { Access, Endpoint } from '@madrigal/contract';
import { MadrigalError } from '../shared/index.ts';
import type { Caller } from './model.ts';

const rank: Readonly<Record<Access, number>> = { anonymous: 0, listener: 1, admin: 2 };

/**
 * Lets a caller pass who may use an operation of this access.
 * @throws MadrigalError `unauthenticated` without a caller, `forbidden` with too small a role
 */
export function checkAccess(access: Access, caller: Caller | null): void {
  if (access === 'anonymous') return;
  if (!caller) throw new MadrigalError('unauthenticated', 'Sign in to do this.');
  if (rank[caller.role] < rank[access]) {
    throw new MadrigalError('forbidden', `This needs the role ${access}.`);
  }
}

/**
 * Holds programs to the scope of their API token: `read` changes nothing, and none manages the
 * account it belongs to.
 * @throws MadrigalError `forbidden`
 */
export function checkScope(
  { method, needsSession }: Pick<Endpoint, 'method' | 'needsSession'>,
  caller: Caller | null,
): void {
  if (!caller?.scope) return;
  if (needsSession) throw new MadrigalError('forbidden', 'No API token can do this: sign in.');
  if (caller.scope === 'read' && method !== 'GET') {
    throw new MadrigalError('forbidden', 'This API token can only read.');
  }
}
