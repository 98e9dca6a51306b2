import { NewAccount, Role } from '@madrigal/contract';
import type { AddedAccount } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type { z } from 'zod';

type Rules<T> = Pick<z.ZodType<T>, 'safeParse'>;

/** The account that was asked for, once it keeps the rules. @throws invalid_request with faults */
export function parseNewAccount(input: unknown): NewAccount {
  return checked(NewAccount, input);
}

const Added = NewAccount.omit({ password: true }).extend({ role: Role });

/** The same of an account whose owner chooses the password; its address in lower case. */
export function parseAddedAccount(input: AddedAccount): AddedAccount {
  const added = checked(Added, input);
  return { ...added, email: added.email.toLowerCase() };
}

/** For an address that belongs to somebody. */
export function addressTaken(): MadrigalError {
  return new MadrigalError('conflict', 'There is an account with this address.');
}

function checked<T>(rules: Rules<T>, input: unknown): T {
  const parsed = rules.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  throw new MadrigalError('invalid_request', 'The account is not valid.', { faults });
}
