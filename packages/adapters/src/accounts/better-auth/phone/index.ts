import { PhoneNumber } from '@madrigal/contract';
import type { TextOffice } from '@madrigal/core/notifications';
import { MadrigalError } from '@madrigal/core/shared';
import type { BetterAuthPlugin, GenericEndpointContext } from 'better-auth';
import { createAuthEndpoint, sessionMiddleware } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { z } from 'zod';
import { confirmOwnSession } from '../confirm-owner.ts';
import { languageFor } from '../languages.ts';
import type { AccountRecords } from '../records.ts';
import { createPhoneCodes, type PhoneCodes } from './codes.ts';

const Numbered = z.object({ phoneNumber: PhoneNumber });
const Coded = Numbered.extend({ code: z.string().max(20) });

export interface PhoneSettings {
  records: Pick<AccountRecords, 'phones' | 'getAccount' | 'findPasswordHash'>;
  secret: string;
  emailVerificationRequired: boolean;
  textOffice: TextOffice;
}

/**
 * Phone numbers: added by whoever confirms the account and receives a code there, then another way
 * to begin a sign-in. A second step is asked for as after a password.
 */
export function phoneNumbers(settings: PhoneSettings) {
  const { records, textOffice } = settings;
  const { phones } = records;
  const codes = createPhoneCodes({ phones, secret: settings.secret });
  return {
    id: 'madrigal-phone',
    endpoints: {
      getPhone: createAuthEndpoint(
        '/phone',
        { method: 'GET', use: [sessionMiddleware] },
        async (ctx) =>
          ctx.json({ phoneNumber: await phones.findNumber(ctx.context.session.user.id) }),
      ),
      beginPhone: createAuthEndpoint(
        '/phone/begin',
        {
          method: 'POST',
          use: [sessionMiddleware],
          body: Numbered.extend({ confirmation: z.string().max(254) }),
        },
        async (ctx) => {
          const userId = ctx.context.session.user.id;
          const { phoneNumber, confirmation } = ctx.body;
          await confirmOwnSession(records, ctx.context, confirmation);
          const code = await codes.issue({ phoneNumber, userId });
          const { language: own } = await records.getAccount(userId);
          const language = languageFor({ language: own }, ctx.headers);
          textOffice.post({ kind: 'add', to: phoneNumber, code, language });
          return ctx.json({ status: true });
        },
      ),
      confirmPhone: createAuthEndpoint(
        '/phone/confirm',
        { method: 'POST', use: [sessionMiddleware], body: Coded },
        async (ctx) => {
          const userId = ctx.context.session.user.id;
          const { phoneNumber, code } = ctx.body;
          if (!(await codes.use({ phoneNumber, userId }, code))) throw wrongCode();
          await phones.setNumber(userId, phoneNumber);
          return ctx.json({ phoneNumber });
        },
      ),
      removePhone: createAuthEndpoint(
        '/phone/remove',
        { method: 'POST', use: [sessionMiddleware], body: z.object({}) },
        async (ctx) => {
          const { id } = ctx.context.session.user;
          await phones.removeNumber(id);
          return ctx.json({ status: true });
        },
      ),
      sendPhoneCode: createAuthEndpoint(
        '/phone/send-code',
        { method: 'POST', body: Numbered },
        async (ctx) => {
          const { phoneNumber } = ctx.body;
          // Both are done for numbers nobody has, and the text goes out later: nothing tells them apart.
          const code = await codes.issue({ phoneNumber, userId: null });
          const owner = await phones.findOwner(phoneNumber);
          const language = languageFor({ language: owner?.language }, ctx.headers);
          if (owner) textOffice.post({ kind: 'sign_in', to: phoneNumber, code, language });
          return ctx.json({ status: true });
        },
      ),
      // Under a name that the second step knows: it is asked for after this as after a password.
      signInPhone: createAuthEndpoint(
        '/sign-in/phone-number',
        { method: 'POST', body: Coded },
        async (ctx) => ctx.json(await signIn(settings, codes, ctx, ctx.body)),
      ),
    },
  } satisfies BetterAuthPlugin;
}

/** @throws invalid_credentials, email_not_verified */
async function signIn(
  { records, emailVerificationRequired }: PhoneSettings,
  codes: PhoneCodes,
  ctx: GenericEndpointContext,
  { phoneNumber, code }: z.infer<typeof Coded>,
) {
  const right = await codes.use({ phoneNumber, userId: null }, code);
  const owner = await records.phones.findOwner(phoneNumber);
  const user = right && owner ? await ctx.context.internalAdapter.findUserById(owner.id) : null;
  if (!user) throw wrongCode();
  if (emailVerificationRequired && !user.emailVerified) {
    throw new MadrigalError('email_not_verified', 'Confirm your e-mail address first.');
  }
  const session = await ctx.context.internalAdapter.createSession(user.id);
  await setSessionCookie(ctx, { session, user });
  const { id, name, email } = user;
  return { user: { id, name, email } };
}

function wrongCode(): MadrigalError {
  return new MadrigalError('invalid_credentials', 'This code is not right, or has expired.');
}
