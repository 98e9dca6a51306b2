import { totp } from '../totp.ts';
import { tokensOf } from './operations.ts';
import type { Pool } from './pool.ts';

/** Makes an account as the console does, with its address verified. Answers the password for the first time. */
export async function invite(
  { local, userPoolId }: Pool,
  { name, email }: { name: string; email: string },
): Promise<string> {
  const password = `First-time-${crypto.randomUUID()}`;
  await local.call('AdminCreateUser', {
    UserPoolId: userPoolId,
    Username: crypto.randomUUID(),
    TemporaryPassword: password,
    MessageAction: 'SUPPRESS',
    UserAttributes: [
      { Name: 'email', Value: email },
      { Name: 'email_verified', Value: 'true' },
      { Name: 'name', Value: name },
    ],
  });
  return password;
}

/** Has codes of an app asked for from now on, or texts where somebody prefers them. Answers what the app shows. */
export async function addAppCodes(
  pool: Pool,
  clientId: string,
  { email, orTexts }: { email: string; orTexts: boolean },
): Promise<() => string> {
  const tokens = await tokensOf(pool, email, clientId);
  const AccessToken = tokens?.AccessToken;
  const { SecretCode } = await pool.local.call<{ SecretCode: string }>('AssociateSoftwareToken', {
    AccessToken,
  });
  const code = () => totp(`otpauth://totp/pool?secret=${SecretCode}`);
  await pool.local.call('VerifySoftwareToken', { AccessToken, UserCode: code() });
  await pool.local.call('SetUserMFAPreference', {
    AccessToken,
    SMSMfaSettings: { Enabled: orTexts },
    SoftwareTokenMfaSettings: { Enabled: true },
  });
  return code;
}
