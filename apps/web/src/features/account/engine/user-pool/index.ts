import { networkError } from '../../../../api/problem.ts';
import type { SignInEngine } from '../port.ts';
import type { PoolEngine, PoolInfo } from './types.ts';

let opened: { key: string; engine: SignInEngine } | null = null;

/** Accounts in a user pool of Cognito. What speaks with it is a chunk of its own, fetched on first use. */
export function userPool(info: PoolInfo): SignInEngine {
  const key = JSON.stringify(info);
  if (opened?.key !== key) opened = { key, engine: open(info) };
  return opened.engine;
}

function open(info: PoolInfo): SignInEngine {
  let loading: Promise<PoolEngine> | null = null;
  const load = (): Promise<PoolEngine> => {
    loading ??= import('./amplify.ts').then(
      ({ openUserPool }) => openUserPool(info, window.location.origin),
      () => {
        loading = null;
        throw networkError();
      },
    );
    return loading;
  };
  return {
    offers: {
      passkeys: false,
      phoneSignIn: false,
      twoStep: false,
      devices: false,
      connections: false,
      invitations: false,
      emailLinks: false,
      firstPassword: false,
    },
    mixedPasswords: true,
    endsOthersByPassword: false,
    phone: {
      use: 'second-step',
      read: async () => (await load()).phone.read(),
      begin: async (...given) => (await load()).phone.begin(...given),
      confirm: async (...given) => (await load()).phone.confirm(...given),
      remove: async () => (await load()).phone.remove(),
    },
    tokens: async (fresh) => (await load()).tokens(fresh),
    signIn: async (credentials) => (await load()).signIn(credentials),
    signUp: async (person) => (await load()).signUp(person),
    askForReset: async (email) => (await load()).askForReset(email),
    changePassword: async (current, next) => (await load()).changePassword(current, next),
    hasPassword: async () => (await load()).hasPassword(),
    leaveFor: async (way) => (await load()).leaveFor(way),
    signOut: async () => (await load()).signOut(),
    forget: async () => (await load()).forget(),
  };
}
