import { createHmac, randomInt } from 'node:crypto';
import type { CodePurpose, PhoneStore } from './phone-store.ts';

const CODE_DIGITS = 6;

export interface PhoneCodes {
  /** A new code, which ends the ones before. @throws too_many_requests, for unknown numbers as well */
  issue(purpose: CodePurpose): Promise<string>;
  /** True for the code that was issued last, once. */
  use(purpose: CodePurpose, code: string): Promise<boolean>;
}

/** Codes by a keyed hash: whoever reads the database cannot sign in with them. */
export function createPhoneCodes(deps: { phones: PhoneStore; secret: string }): PhoneCodes {
  const hashOf = ({ phoneNumber, userId }: CodePurpose, code: string) =>
    createHmac('sha256', deps.secret)
      .update(`${phoneNumber}\n${userId ?? ''}\n${code}`)
      .digest();
  return {
    issue: async (purpose) => {
      const code = String(randomInt(10 ** CODE_DIGITS)).padStart(CODE_DIGITS, '0');
      await deps.phones.keepCode(purpose, hashOf(purpose, code));
      return code;
    },
    use: (purpose, code) => deps.phones.useCode(purpose, hashOf(purpose, code)),
  };
}
