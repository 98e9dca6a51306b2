import { createHash } from 'node:crypto';
import { MadrigalError, type Position } from '@madrigal/core/shared';

const SHA256_HEX = /^[0-9a-f]{64}$/;

/** SHA-256 of a path: what long paths are found by. */
export function hashPath(path: string): Buffer {
  return createHash('sha256').update(path).digest();
}

/** A place in a list of paths. */
export function positionOf({ path }: { path: string }): Position {
  return [hashPath(path).toString('hex')];
}

/** The hash that a position is. @throws MadrigalError `invalid_cursor` */
export function hashOf(position: Position): Buffer {
  const [hex] = position;
  if (hex && SHA256_HEX.test(hex)) return Buffer.from(hex, 'hex');
  throw new MadrigalError('invalid_cursor', 'The cursor does not belong to this list.');
}
