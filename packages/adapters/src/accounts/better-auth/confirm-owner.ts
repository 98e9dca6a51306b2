import { checkSignedInRecently } from '@madrigal/core/identity';
import { MadrigalError } from '@madrigal/core/shared';
import type { AccountRecords } from './records.ts';

type CheckPassword = (input: { hash: string; password: string }) => Promise<boolean>;

/** @throws invalid_credentials, sign_in_again, not_found */
export async function confirmOwner(
  records: Pick<AccountRecords, 'getAccount' | 'findPasswordHash'>,
  check: CheckPassword,
  { userId, signedInAt }: { userId: string; signedInAt: Date | null },
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
  if (!hash) checkSignedInRecently(signedInAt, new Date());
}

/** The same for whoever is signed in here. */
export function confirmOwnSession(
  records: Pick<AccountRecords, 'getAccount' | 'findPasswordHash'>,
  { password, session: { user, session } }: SessionContext,
  confirmation: string,
): Promise<void> {
  const owner = { userId: user.id, signedInAt: session.createdAt };
  return confirmOwner(records, password.verify, owner, confirmation);
}

interface SessionContext {
  password: { verify: CheckPassword };
  session: { user: { id: string }; session: { createdAt: Date } };
}
