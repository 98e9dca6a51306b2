import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { forgetToken } from '../../api/token.ts';
import { t } from '../../messages/index.ts';
import { callAuth } from '../account/auth-api.ts';
import { meQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { newPasswordField } from './new-password-field.ts';
import { OneFieldForm } from './one-field-form.tsx';
import { ResetDone } from './reset-done.tsx';

/** Where the link of a mail leads that was asked for with a forgotten password. */
export function ResetPage() {
  const client = useQueryClient();
  const [params] = useSearchParams();
  const attempt = useMutation({
    mutationFn: (newPassword: string) =>
      callAuth('/reset-password', { newPassword, token: params.get('token') ?? '' }),
    onSuccess: () => {
      forgetToken();
      client.setQueryData(meQuery.queryKey, null);
    },
  });
  return (
    <AuthLayout title={t('reset.title')} text={t('reset.text')}>
      {attempt.isSuccess ? (
        <ResetDone />
      ) : (
        <OneFieldForm
          field={newPasswordField()}
          submitLabel={t('reset.submit')}
          error={attempt.error ? wordsFor(attempt.error) : null}
          busy={attempt.isPending}
          onSubmit={attempt.mutate}
        />
      )}
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'invalid_token')) return t('reset.invalid');
  return isCode(error, 'invalid_request') ? t('field.password.fault') : describeError(error);
}
