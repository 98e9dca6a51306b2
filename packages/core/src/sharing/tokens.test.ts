import { expect, test } from 'vitest';
import type { Share } from './model.ts';
import { hashPassword, isPassword } from './passwords.ts';
import { isOurTicket, readTicket, tokenOf, writeTicket } from './tokens.ts';

const key = Buffer.alloc(32, 1);
const end = new Date('2026-01-02T03:04:05.000Z');
const share: Share = {
  id: '01990000-0000-7000-8000-000000000001',
  ownerId: 'me',
  target: { kind: 'song', id: '01990000-0000-7000-8000-000000000002' },
  passwordHash: 'salt.hash',
  expiresAt: null,
  allowGuestUpload: false,
  description: '',
  createdAt: new Date(0),
  visits: 0,
  lastVisitedAt: null,
};

test('a token is the same for the same key and share, and never a ticket', () => {
  const token = tokenOf(key, share.id);
  expect(token).toMatch(/^[\w-]{24}$/);
  expect(tokenOf(key, share.id)).toBe(token);
  expect(tokenOf(Buffer.alloc(32, 2), share.id)).not.toBe(token);
  expect(readTicket(token)).toBeNull();
});

test('a ticket says for what and until when, and cannot be changed', () => {
  const ticket = writeTicket(key, share, end);
  expect(readTicket(ticket)).toEqual({ shareId: share.id, expiresAt: end });
  expect(isOurTicket(key, share, ticket)).toBe(true);
  const seconds = String(end.getTime() / 1000);
  const longer = ticket.replace(seconds, String(Number(seconds) + 1));
  for (const forged of [longer, `${ticket}A`, ticket.slice(0, -1), `${share.id}.${seconds}.`]) {
    expect(isOurTicket(key, share, forged), forged).toBe(false);
  }
  expect(isOurTicket(Buffer.alloc(32, 2), share, ticket)).toBe(false);
});

test('a ticket ends with the password it was given for', () => {
  const ticket = writeTicket(key, share, end);
  expect(isOurTicket(key, { ...share, passwordHash: 'another.one' }, ticket)).toBe(false);
});

test.each(['', '.', '..', 'a.b.c', `${'a'.repeat(36)}.1.x`, `${share.id}.-1.x`, `${share.id}.1`])(
  'the text "%s" is no ticket',
  (text) => expect(readTicket(text)).toBeNull(),
);

test('a password is known again and no other, salted anew each time', async () => {
  const [first, second] = await Promise.all([hashPassword('caf\u00e9'), hashPassword('caf\u00e9')]);
  expect(first).not.toBe(second);
  expect(await isPassword('cafe\u0301', first)).toBe(true);
  for (const wrong of ['cafe', 'Café', '']) expect(await isPassword(wrong, first)).toBe(false);
  expect(await isPassword('x', 'not a hash')).toBe(false);
});
