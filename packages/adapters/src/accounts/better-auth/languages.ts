import { Language, languageOfRequest } from '@madrigal/contract';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';

/** Whoever a mail is for, as far as Better Auth tells. */
export interface Reader {
  language?: string | null | undefined;
}

/** What to write to somebody in: their own choice, else what the request asks for. */
export function languageFor(reader: Reader, headers: Headers | null | undefined): Language {
  const own = Language.safeParse(reader.language);
  return own.success ? own.data : (languageOfRequest(headers?.get('accept-language')) ?? 'en');
}

/** Keeps the language of the browser that an account is made in, for mails that no browser asks for. */
export function languages() {
  return {
    id: 'madrigal-languages',
    init: () => ({
      options: {
        databaseHooks: {
          user: {
            create: {
              before: async (_: object, ctx: GenericEndpointContext | null) => ({
                data: { language: languageOfRequest(ctx?.headers?.get('accept-language')) },
              }),
            },
          },
        },
      },
    }),
  } satisfies BetterAuthPlugin;
}
