import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Share } from './model.ts';

const TOKEN_BYTES = 18;
const MAC_BYTES = 24;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** What visitors get for the password of a link. */
export interface Ticket {
  shareId: string;
  expiresAt: Date;
}

/**
 * The token of a share: made from its id with a key that the database does not hold, so that its
 * owner can copy the link at any time and a copy of the database opens nothing.
 */
export function tokenOf(linkKey: Buffer, shareId: string): string {
  return mac(linkKey, `share:${shareId}`, TOKEN_BYTES);
}

/** By what a share is found. Tokens are random in full, so that a plain hash cannot be searched. */
export function hashOfToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** A ticket as text. It ends with the password it was given for. */
export function writeTicket(linkKey: Buffer, share: Share, expiresAt: Date): string {
  const seconds = Math.floor(expiresAt.getTime() / 1000);
  return `${share.id}.${seconds}.${sealOf(linkKey, share, seconds)}`;
}

/** What a text says that looks like a ticket, unchecked; null for any other. */
export function readTicket(text: string): Ticket | null {
  const [shareId, seconds, seal, ...rest] = text.split('.');
  const isTicket = shareId && seconds && seal && rest.length === 0;
  if (!isTicket || !UUID.test(shareId) || !/^\d{1,12}$/.test(seconds)) return null;
  return { shareId, expiresAt: new Date(Number(seconds) * 1000) };
}

/** Whether a ticket was written by us for this share as it is now. */
export function isOurTicket(linkKey: Buffer, share: Share, text: string): boolean {
  const [, seconds, seal = ''] = text.split('.');
  const expected = Buffer.from(sealOf(linkKey, share, Number(seconds)));
  const given = Buffer.from(seal);
  return given.length === expected.length && timingSafeEqual(given, expected);
}

function sealOf(linkKey: Buffer, { id, passwordHash }: Share, seconds: number): string {
  return mac(linkKey, JSON.stringify(['ticket', id, passwordHash, seconds]), MAC_BYTES);
}

function mac(key: Buffer, text: string, bytes: number): string {
  return createHmac('sha256', key).update(text).digest().subarray(0, bytes).toString('base64url');
}
