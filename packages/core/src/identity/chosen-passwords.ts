import { createHash, randomBytes } from 'node:crypto';
import { MadrigalError } from '../shared/index.ts';
import type { AppPasswordSecret } from './ports.ts';
import type { Sealer } from './seal.ts';

/** Apps prove theirs by a salted MD5, which whoever overhears it can search: short ones are found. */
export const chosenPasswordLength = { min: 12, max: 128 } as const;
const HASH_BYTES = 32;
const UUID_BYTES = 16;

/** @throws MadrigalError `invalid_request` */
export function checkChosen(password: string): void {
  const { min, max } = chosenPasswordLength;
  if (password.length >= min && password.length <= max) return;
  throw new MadrigalError(
    'invalid_request',
    `A password of an app has ${min} to ${max} characters.`,
  );
}

/**
 * What is kept of a password that somebody thought of. It is sealed as what it is, and no API key: the hash is
 * of nothing, because a hash of it could be searched, and would tell when two people think of the same one.
 */
export function sealChosen(sealer: Sealer, password: string, userId: string): AppPasswordSecret {
  return { sealed: sealer.seal(password, ownerOfChosen(userId)), hash: randomBytes(HASH_BYTES) };
}

/** A password, and whether somebody thought of it; null where it cannot be opened. */
export function openPassword(
  sealer: Sealer,
  sealed: Buffer,
  userId: string,
): { text: string; isChosen: boolean } | null {
  const made = sealer.open(sealed, userId);
  if (made) return { text: made, isChosen: false };
  const chosen = sealer.open(sealed, ownerOfChosen(userId));
  return chosen ? { text: chosen, isChosen: true } : null;
}

function ownerOfChosen(userId: string): string {
  return `${userId} chosen`;
}

/** The one id, in the form of a UUIDv7, of the password that is set for an account: setting it again replaces it. */
export function idOfSetPassword(userId: string): string {
  const bytes = createHash('sha256').update(`app password set for ${userId}`).digest();
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex', 0, UUID_BYTES);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
