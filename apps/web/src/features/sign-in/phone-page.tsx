import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { callAuth } from '../account/auth-api.ts';
import { codeField } from '../account/code-field.ts';
import { secondStep } from '../account/engine/own-server.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { NextStep } from './next-step.tsx';
import { OneFieldForm } from './one-field-form.tsx';

/** Signs in with a code that comes by SMS. */
export function PhonePage() {
  const client = useQueryClient();
  const kept = useQuery(instanceQuery).data?.sms === 'outbox';
  const [phoneNumber, setPhoneNumber] = useState<string | null>(null);
  const ask = useMutation({
    mutationFn: (number: string) => callAuth('/phone/send-code', { phoneNumber: number }),
    onSuccess: (_, number) => setPhoneNumber(number),
  });
  const enter = useMutation({
    mutationFn: (code: string) =>
      callAuth<{ twoFactorRedirect?: boolean }>('/sign-in/phone-number', {
        phoneNumber,
        code: code.trim(),
      }),
    onSuccess: async ({ twoFactorRedirect }) => {
      if (!twoFactorRedirect) await client.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
  if (enter.data?.twoFactorRedirect) return <NextStep entry={secondStep} email="" />;
  const attempt = phoneNumber ? enter : ask;
  return (
    <AuthLayout
      title={t('phone.title')}
      text={phoneNumber ? t('phone.sent', { number: phoneNumber }) : t('phone.text')}
    >
      <OneFieldForm
        key={phoneNumber}
        field={
          phoneNumber
            ? codeField()
            : {
                label: t('field.phone'),
                type: 'tel',
                autoComplete: 'tel',
                hint: t('field.phone.hint'),
              }
        }
        submitLabel={phoneNumber ? t('signIn.submit') : t('phone.submit')}
        error={attempt.error ? wordsFor(attempt.error) : null}
        busy={attempt.isPending}
        onSubmit={attempt.mutate}
      />
      {phoneNumber && kept ? (
        <p className="mt-5 text-ink-soft text-sm">{t('phone.outbox')}</p>
      ) : null}
      <p className="mt-7 text-center text-sm">
        <Link
          to="/sign-in"
          className="font-semibold text-accent-ink underline-offset-4 hover:underline"
        >
          {t('forgot.back')}
        </Link>
      </p>
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'invalid_credentials')) return t('phone.wrong');
  if (isCode(error, 'email_not_verified')) return t('signIn.unverified');
  return isCode(error, 'invalid_request') ? t('field.phone.fault') : describeError(error);
}
