import {
  browserSupportsWebAuthn,
  browserSupportsWebAuthnAutofill,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
  WebAuthnAbortService,
  WebAuthnError,
} from '@simplewebauthn/browser';
import { queryOptions } from '@tanstack/react-query';
import { callAuth } from './auth-api.ts';

export interface Passkey {
  id: string;
  name: string;
  host: string;
  createdAt: string;
  lastUsedAt: string | null;
}

export const passkeysQuery = queryOptions({
  queryKey: ['passkeys'],
  queryFn: () => callAuth<Passkey[]>('/passkeys'),
});

const IP_ADDRESS = /^(\d+(\.\d+){3}|\[.*\])$/;

/** Browsers know passkeys only at addresses they trust, and that have a name. */
export const passkeysWork = (): boolean =>
  browserSupportsWebAuthn() && !IP_ADDRESS.test(window.location.hostname);

/** Makes a passkey on this device. @throws ApiError, WebAuthnError */
export async function addPasskey(confirmation: string): Promise<Passkey> {
  const optionsJSON = await callAuth<PublicKeyCredentialCreationOptionsJSON>('/passkeys/begin', {
    confirmation,
  });
  const response = await startRegistration({ optionsJSON });
  return callAuth<Passkey>('/passkeys/add', { response });
}

/** Asks for a passkey and signs in with it. @throws ApiError, WebAuthnError */
export function signInWithPasskey(): Promise<void> {
  return signIn(false);
}

/**
 * Lets the browser offer passkeys in the e-mail field; ends when one was chosen. False where the
 * browser offers none or something else was begun in the meantime.
 */
export async function offerPasskeys(): Promise<boolean> {
  if (!passkeysWork() || !(await browserSupportsWebAuthnAutofill())) return false;
  try {
    await signIn(true);
    return true;
  } catch (error) {
    if (wasGivenUp(error)) return false;
    throw error;
  }
}

/** Takes the offer back: a browser answers one request for passkeys at a time. */
export const endOffer = (): void => WebAuthnAbortService.cancelCeremony();

let begun = 0;
let challenged: Promise<unknown> = Promise.resolve();

/**
 * The server knows the last challenge only, and a browser answers one request at a time. So challenges are
 * asked for one after the other, and only who began last goes on.
 */
async function signIn(useBrowserAutofill: boolean): Promise<void> {
  begun += 1;
  const turn = begun;
  const asked = challenged
    .catch(() => undefined)
    .then(() => callAuth<PublicKeyCredentialRequestOptionsJSON>('/passkeys/challenge'));
  challenged = asked;
  const optionsJSON = await asked;
  if (turn !== begun) throw new DOMException('Another request was begun.', 'AbortError');
  const response = await startAuthentication({ optionsJSON, useBrowserAutofill });
  await callAuth('/sign-in/passkey', { response });
}

/** True where people closed the window of their browser, or it was closed for them. */
export function wasGivenUp(error: unknown): boolean {
  return error instanceof Error && /^(NotAllowedError|AbortError)$/.test(error.name);
}

/** True where the device holds a passkey of this account already. */
export function isKnownHere(error: unknown): boolean {
  return (
    error instanceof WebAuthnError && error.code === 'ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED'
  );
}
