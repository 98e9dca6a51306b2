import { MadrigalError } from '@madrigal/core/shared';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { APIError, createAuthMiddleware, getOAuthState } from 'better-auth/api';
import { z } from 'zod';
import { createOidcProvider, type OidcProviderSettings } from './oidc-provider.ts';

export type { OidcProviderSettings } from './oidc-provider.ts';

const CALLBACK = '/callback/';
const NO_TOKENS = { accessToken: null, refreshToken: null, idToken: null };

/** A page of ours: nobody is sent elsewhere after signing in. */
const OwnPage = z.string().regex(/^\/(?![/\\])[\x21-\x7e]*$/);

/** All that a browser may say when it begins; the rest of Better Auth's options stays out. */
const Begin = z.strictObject({
  provider: z.string(),
  callbackURL: OwnPage,
  errorCallbackURL: OwnPage,
  disableRedirect: z.literal(true),
  additionalData: z.strictObject({ invitation: z.string().max(200) }).optional(),
});

export interface ProvidersSettings {
  providers: readonly OidcProviderSettings[];
  /** @throws MadrigalError where this person may not have an account here */
  checkNewAccount(email: string, invitation: unknown): Promise<void>;
}

/**
 * Sign-in by OpenID Connect. Whose account it is: the one that was connected before; else the one
 * with the same address, where both sides have verified it and no second step is asked for; else a
 * new one, by the rules of registration.
 */
export function signInProviders(settings: ProvidersSettings) {
  return {
    id: 'madrigal-providers',
    init: () => ({
      context: { socialProviders: settings.providers.map(createOidcProvider) },
      options: { databaseHooks: databaseHooks(settings) },
    }),
    hooks: {
      before: [
        {
          matcher: ({ path }) => path === '/sign-in/social' || path === '/link-social',
          handler: createAuthMiddleware(async (ctx) => {
            if (Begin.safeParse(ctx.body).success) return;
            throw new MadrigalError('invalid_request', 'The sign-in was begun wrongly.');
          }),
        },
      ],
    },
  } satisfies BetterAuthPlugin;
}

function databaseHooks({ checkNewAccount }: ProvidersSettings) {
  return {
    user: {
      create: {
        before: async (user: { email: string }, ctx: GenericEndpointContext | null) => {
          if (!isCallback(ctx)) return;
          const state: Record<string, unknown> = (await getOAuthState()) ?? {};
          await checkNewAccount(user.email, state.invitation).catch(refuse);
        },
      },
    },
    account: {
      create: {
        before: async <T extends { userId: string }>(
          account: T,
          ctx: GenericEndpointContext | null,
        ) => {
          if (ctx && isCallback(ctx)) await checkLink(ctx, account.userId);
          // Nothing here ever asks the provider again: its tokens are not kept.
          return isCallback(ctx) ? { data: { ...account, ...NO_TOKENS } } : { data: account };
        },
      },
      update: {
        before: async <T extends object>(account: T, ctx: GenericEndpointContext | null) => ({
          data: isCallback(ctx) ? { ...account, ...NO_TOKENS } : account,
        }),
      },
    },
  };
}

function isCallback(ctx: GenericEndpointContext | null): boolean {
  return ctx?.path?.startsWith(CALLBACK) === true;
}

/**
 * Whoever holds the address at a provider does not get around a second step: such an account is
 * connected by its owner, who is signed in.
 */
async function checkLink(ctx: GenericEndpointContext, userId: string): Promise<void> {
  const state: Record<string, unknown> = (await getOAuthState()) ?? {};
  if (state.link) return;
  const user = await ctx.context.internalAdapter.findUserById(userId);
  if (user && 'twoFactorEnabled' in user && user.twoFactorEnabled === true) {
    refuse(new MadrigalError('forbidden', 'Connect this account while you are signed in.'));
  }
}

/** Refusals on the way back lead to a page of ours, with their code in its address. */
function refuse(error: unknown): never {
  if (!(error instanceof MadrigalError)) throw error;
  const code = error.code === 'forbidden' ? 'account_not_linked' : error.code;
  throw new APIError('FORBIDDEN', { code, message: error.message });
}
