import { NewAccount } from '@madrigal/contract';
import { MadrigalError } from '@madrigal/core/shared';

/** The account that was asked for, once it keeps the rules. @throws invalid_request with faults */
export function parseNewAccount(input: unknown): NewAccount {
  const parsed = NewAccount.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => ({
    path: path.join('.'),
    message,
  }));
  throw new MadrigalError('invalid_request', 'The account is not valid.', { faults });
}
