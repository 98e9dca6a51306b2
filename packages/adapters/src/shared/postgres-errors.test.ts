import { MadrigalError } from '@madrigal/core/shared';
import { expect, test } from 'vitest';
import { translated, translatePostgresError } from './postgres-errors.ts';

function pgError(code: string, message = 'vendor words'): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  ['23505', 'conflict'],
  ['23503', 'conflict'],
  ['53100', 'storage_full'],
  ['53300', 'unavailable'],
  ['57P01', 'unavailable'],
  ['57P03', 'unavailable'],
  ['08006', 'unavailable'],
  ['40P01', 'unavailable'],
  ['22021', 'invalid_request'],
  ['ECONNREFUSED', 'unavailable'],
  ['ENOENT', 'unavailable'],
])('%s is %s, in our own words', (vendorCode, code) => {
  const cause = pgError(vendorCode);
  expect(translatePostgresError(cause)).toMatchObject({ code, cause });
  expect((translatePostgresError(cause) as Error).message).not.toContain('vendor');
});

test.each(['Connection terminated unexpectedly', 'timeout exceeded when trying to connect'])(
  'a pool that says "%s" is unavailable',
  (message) => {
    expect(translatePostgresError(new Error(message))).toMatchObject({ code: 'unavailable' });
  },
);

test('faults of ours and errors of ours stay what they are', async () => {
  const syntax = pgError('42601');
  expect(translatePostgresError(syntax)).toBe(syntax);
  const own = new MadrigalError('not_found', 'Nothing here.');
  await expect(translated(() => Promise.reject(own))).rejects.toBe(own);
  expect(await translated(async () => 5)).toBe(5);
});
