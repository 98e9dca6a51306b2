import type { MailKind } from '@madrigal/contract';
import { mailText, type PostOffice } from '@madrigal/core/notifications';
import { languageFor, type Reader } from './languages.ts';

interface Person extends Reader {
  name: string;
  email: string;
}

/** Whom a mail is for, and what the request says that causes it. */
interface Addressee {
  to: Person;
  headers: Headers | null | undefined;
}

/**
 * Mails of the accounts. Links lead to pages of the web app below the configured address; without
 * one they are relative, because the Host of a request may be anybody's.
 */
export function createAccountMails(settings: {
  postOffice: Pick<PostOffice, 'post'>;
  publicUrl: string | null;
}) {
  const post = (
    kind: MailKind,
    { to, headers }: Addressee,
    path: string,
    values: Record<string, string> = {},
  ) =>
    settings.postOffice.post({
      kind,
      language: languageFor(to, headers),
      to: to.email,
      url: `${settings.publicUrl ?? ''}${path}`,
      values: { name: to.name, ...values },
    });
  return {
    verifyEmail: async (to: Person, token: string, request?: Request) => {
      const path = `/verify-email?token=${encodeURIComponent(token)}`;
      post('verify_email', { to, headers: request?.headers }, path);
    },
    resetPassword: async (to: Person, token: string, request?: Request) => {
      const path = `/reset-password?token=${encodeURIComponent(token)}`;
      post('reset_password', { to, headers: request?.headers }, path);
    },
    accountExists: async (to: Person, request?: Request) =>
      post('account_exists', { to, headers: request?.headers }, '/sign-in'),
    newDevice: (addressee: Addressee, device: string | null, address: string) => {
      const language = languageFor(addressee.to, addressee.headers);
      const name = device ?? mailText(language, 'new_device.unknownDevice');
      post('new_device', addressee, '/account', { device: name, address });
    },
  };
}

export type AccountMails = ReturnType<typeof createAccountMails>;
