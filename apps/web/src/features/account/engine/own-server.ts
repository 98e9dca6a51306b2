import { ownTokens } from '../../../api/own-tokens.ts';
import { callAuth } from '../auth-api.ts';
import type { Credentials, Entry, NewPerson, OwnPhone, SignInEngine, Way } from './port.ts';

const phone: OwnPhone = {
  use: 'sign-in',
  read: async () => {
    const { phoneNumber } = await callAuth<{ phoneNumber: string | null }>('/phone');
    return phoneNumber === null ? null : { number: phoneNumber, confirmed: true };
  },
  begin: async (phoneNumber, confirmation) => {
    await callAuth('/phone/begin', { phoneNumber, confirmation });
    return true;
  },
  confirm: async (phoneNumber, code) => {
    await callAuth('/phone/confirm', { phoneNumber, code: code.trim() });
  },
  remove: async () => {
    await callAuth('/phone/remove', {});
  },
};

/** Accounts that the server keeps itself. */
export const ownServer: SignInEngine = {
  offers: {
    passkeys: true,
    phoneSignIn: true,
    twoStep: true,
    devices: true,
    connections: true,
    invitations: true,
    emailLinks: true,
    firstPassword: true,
  },
  mixedPasswords: false,
  endsOthersByPassword: true,
  tokens: ownTokens,
  phone,
  signIn,
  signUp,
  askForReset: async (email) => {
    await callAuth('/request-password-reset', { email });
    return { kind: 'link' };
  },
  changePassword: async (currentPassword, newPassword) => {
    await callAuth('/change-password', { currentPassword, newPassword, revokeOtherSessions: true });
  },
  hasPassword: async () => {
    const ways = await callAuth<{ providerId: string }[]>('/list-accounts');
    return ways.some(({ providerId }) => providerId === 'credential');
  },
  leaveFor,
  signOut: async () => {
    await callAuth('/sign-out', {});
  },
  forget: async () => {},
};

async function signIn(credentials: Credentials): Promise<Entry> {
  const { twoFactorRedirect } = await callAuth<{ twoFactorRedirect?: boolean }>(
    '/sign-in/email',
    credentials,
  );
  return twoFactorRedirect ? secondStep : { kind: 'signed-in' };
}

/** Ends a sign-in with the code of an authenticator app, or with a recovery code. */
export const secondStep: Extract<Entry, { kind: 'second-step' }> = {
  kind: 'second-step',
  give: async (code) => {
    const digits = code.replace(/\s/g, '');
    const isTotp = /^\d{6}$/.test(digits);
    await callAuth(isTotp ? '/two-factor/verify-totp' : '/two-factor/verify-backup-code', {
      code: isTotp ? digits : code.trim(),
    });
    return { kind: 'signed-in' };
  },
};

/** The server does not say whether the address had an account already: then the password does not fit. */
async function signUp(person: NewPerson): Promise<Entry> {
  await callAuth('/sign-up/email', person);
  return signIn({ email: person.email, password: person.password });
}

async function leaveFor({ provider, back, fault, invitation }: Way): Promise<void> {
  await goTo('/sign-in/social', {
    provider,
    callbackURL: back,
    errorCallbackURL: fault,
    ...(invitation ? { additionalData: { invitation } } : {}),
  });
}

/** Connects an account elsewhere with the one that is signed in. */
export async function connectAt({ provider, back, fault }: Way): Promise<void> {
  await goTo('/link-social', { provider, callbackURL: back, errorCallbackURL: fault });
}

async function goTo(path: string, body: object): Promise<void> {
  const { url } = await callAuth<{ url: string }>(path, { ...body, disableRedirect: true });
  window.location.assign(url);
}
