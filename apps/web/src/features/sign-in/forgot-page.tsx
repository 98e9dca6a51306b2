import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { engine } from '../account/engine/index.ts';
import { instanceQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { Notice } from './notice.tsx';
import { OneFieldForm } from './one-field-form.tsx';
import { ResetByCode } from './reset-by-code.tsx';

export function ForgotPage() {
  const outbox = useQuery(instanceQuery).data?.mail === 'outbox';
  const { emailLinks } = engine().offers;
  const attempt = useMutation({
    mutationFn: (email: string) => engine().askForReset(email.trim()),
  });
  if (attempt.data?.kind === 'code') return <ResetByCode reset={attempt.data} />;
  return (
    <AuthLayout
      title={t('forgot.title')}
      text={emailLinks ? t('forgot.text') : t('forgot.textCode')}
    >
      {attempt.isSuccess ? (
        <div className="mt-8 flex flex-col gap-3">
          <Notice kind="done">{t('forgot.done')}</Notice>
          {outbox ? <p className="text-ink-soft text-sm">{t('forgot.outbox')}</p> : null}
        </div>
      ) : (
        <OneFieldForm
          field={{ label: t('field.email'), type: 'email', autoComplete: 'username' }}
          submitLabel={emailLinks ? t('forgot.submit') : t('phone.submit')}
          error={attempt.error ? describeError(attempt.error) : null}
          busy={attempt.isPending}
          onSubmit={attempt.mutate}
        />
      )}
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
