import type { MailKind } from '@madrigal/contract';
import { mailTexts, type PostOffice } from '@madrigal/core/notifications';

const UNKNOWN_DEVICE = mailTexts['new_device.unknownDevice'];

interface Person {
  name: string;
  email: string;
}

/**
 * Mails of the accounts. Links lead to pages of the web app below the configured address; without
 * one they are relative, because the Host of a request may be anybody's.
 */
export function createAccountMails(settings: {
  postOffice: Pick<PostOffice, 'post'>;
  publicUrl: string | null;
}) {
  const post = (kind: MailKind, to: Person, path: string, values: Record<string, string> = {}) =>
    settings.postOffice.post({
      kind,
      to: to.email,
      url: `${settings.publicUrl ?? ''}${path}`,
      values: { name: to.name, ...values },
    });
  return {
    verifyEmail: async (user: Person, token: string) =>
      post('verify_email', user, `/verify-email?token=${encodeURIComponent(token)}`),
    resetPassword: async (user: Person, token: string) =>
      post('reset_password', user, `/reset-password?token=${encodeURIComponent(token)}`),
    accountExists: async (user: Person) => post('account_exists', user, '/sign-in'),
    newDevice: (user: Person, device: string | null, address: string) =>
      post('new_device', user, '/account', { device: device ?? UNKNOWN_DEVICE, address }),
  };
}

export type AccountMails = ReturnType<typeof createAccountMails>;
