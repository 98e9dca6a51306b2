import { MadrigalError } from '@madrigal/core/shared';
import type { AccountRecords } from './records.ts';

type CheckPassword = (input: { hash: string; password: string }) => Promise<boolean>;

/** @throws invalid_credentials, not_found */
export async function confirmOwner(
  records: Pick<AccountRecords, 'getAccount' | 'findPasswordHash'>,
  check: CheckPassword,
  userId: string,
  confirmation: string,
): Promise<void> {
  const { email } = await records.getAccount(userId);
  const hash = await records.findPasswordHash(userId);
  const right = hash
    ? await check({ hash, password: confirmation })
    : confirmation.trim().toLowerCase() === email;
  if (!right) {
    throw new MadrigalError(
      'invalid_credentials',
      hash ? 'The password is wrong.' : 'The e-mail address is not the one of this account.',
    );
  }
}
