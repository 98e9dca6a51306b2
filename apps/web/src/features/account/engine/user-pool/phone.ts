import {
  confirmUserAttribute,
  deleteUserAttributes,
  fetchMFAPreference,
  fetchUserAttributes,
  sendUserAttributeVerificationCode,
  updateUserAttribute,
} from '@aws-amplify/auth';
import { PhoneNumber as WrittenNumber } from '@madrigal/contract';
import { ApiError } from '../../../../api/problem.ts';
import type { PhoneNumber } from '../port.ts';
import { translated } from './faults.ts';
import type { PoolEngine } from './types.ts';

const KEY = 'phone_number';

/** The attribute `phone_number` of whoever is signed in by a password: other tokens may not touch it. */
export const ownPhone: PoolEngine['phone'] = {
  read: () => ofSession(read),
  begin: (written) => ofSession(() => begin(written)),
  confirm: (_, code) =>
    ofSession(() =>
      confirmUserAttribute({ userAttributeKey: KEY, confirmationCode: code.replace(/\s/g, '') }),
    ),
  remove: () => ofSession(remove),
};

async function read(): Promise<PhoneNumber | null> {
  const { phone_number: number, phone_number_verified: verified } = await fetchUserAttributes();
  return number ? { number, confirmed: verified === 'true' } : null;
}

/**
 * Cognito sends a code when the attribute changes. To a number that is the attribute's already, but
 * was never confirmed, it sends one only when it is asked to; and so where the pool sends none by itself.
 */
async function begin(written: string): Promise<boolean> {
  const { data: number } = WrittenNumber.safeParse(written);
  if (!number) throw new ApiError('invalid_request', '');
  const now = await read();
  if (now?.number === number) {
    if (now.confirmed) return false;
    await sendUserAttributeVerificationCode({ userAttributeKey: KEY });
    return true;
  }
  const { nextStep } = await updateUserAttribute({
    userAttribute: { attributeKey: KEY, value: number },
  });
  if (nextStep.updateAttributeStep === 'DONE') {
    await sendUserAttributeVerificationCode({ userAttributeKey: KEY });
  }
  return true;
}

/** Whoever is asked for codes by text would not come in any more without the number. */
async function remove(): Promise<void> {
  const { enabled } = await fetchMFAPreference();
  if (enabled?.includes('SMS')) throw new ApiError('conflict', '');
  await deleteUserAttributes({ userAttributeKeys: [KEY] });
}

/** Here what Cognito does not authorise is a session that has ended: nobody gave a password. */
function ofSession<T>(step: () => Promise<T>): Promise<T> {
  return translated(step, { NotAuthorizedException: 'unauthenticated' });
}
