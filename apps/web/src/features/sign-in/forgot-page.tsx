import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { callAuth } from '../account/auth-api.ts';
import { instanceQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { Notice } from './notice.tsx';
import { OneFieldForm } from './one-field-form.tsx';

export function ForgotPage() {
  const outbox = useQuery(instanceQuery).data?.mail === 'outbox';
  const attempt = useMutation({
    mutationFn: (email: string) => callAuth('/request-password-reset', { email: email.trim() }),
  });
  return (
    <AuthLayout title={t('forgot.title')} text={t('forgot.text')}>
      {attempt.isSuccess ? (
        <div className="mt-8 flex flex-col gap-3">
          <Notice kind="done">{t('forgot.done')}</Notice>
          {outbox ? <p className="text-ink-soft text-sm">{t('forgot.outbox')}</p> : null}
        </div>
      ) : (
        <OneFieldForm
          field={{ label: t('field.email'), type: 'email', autoComplete: 'username' }}
          submitLabel={t('forgot.submit')}
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
