import { useQuery } from '@tanstack/react-query';
import { callAuth } from './auth-api.ts';
import { instanceQuery } from './session.ts';

export interface SignInProvider {
  id: string;
  name: string;
}

/** Other sign-in pages that people may use here. */
export function useProviders(): readonly SignInProvider[] {
  const signIn = useQuery(instanceQuery).data?.signIn;
  return signIn?.kind === 'better-auth' ? signIn.providers : [];
}

interface Way {
  provider: string;
  /** Page to be at afterwards, and where something went wrong. */
  back: string;
  fault: string;
  invitation?: string | null;
}

/** Goes to another sign-in page; this page is gone then. */
export function signInAt(way: Way): Promise<void> {
  return leaveFor('/sign-in/social', way);
}

/** Connects an account elsewhere with the one that is signed in. */
export function connectAt(way: Way): Promise<void> {
  return leaveFor('/link-social', way);
}

async function leaveFor(path: string, { provider, back, fault, invitation }: Way): Promise<void> {
  const { url } = await callAuth<{ url: string }>(path, {
    provider,
    callbackURL: back,
    errorCallbackURL: fault,
    disableRedirect: true,
    ...(invitation ? { additionalData: { invitation } } : {}),
  });
  window.location.assign(url);
}
