import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { giveCode } from '../account/auth-api.ts';
import { meQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { OneFieldForm } from './one-field-form.tsx';

/** Asks for the code after the password. */
export function SecondStep() {
  const client = useQueryClient();
  const attempt = useMutation({
    mutationFn: giveCode,
    onSuccess: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
  });
  return (
    <AuthLayout title={t('secondStep.title')} text={t('secondStep.text')}>
      <OneFieldForm
        field={{ label: t('secondStep.code'), autoComplete: 'one-time-code', autoFocus: true }}
        submitLabel={t('secondStep.submit')}
        error={attempt.error ? wordsFor(attempt.error) : null}
        busy={attempt.isPending}
        onSubmit={attempt.mutate}
      />
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  return isCode(error, 'invalid_credentials') ? t('secondStep.wrong') : describeError(error);
}
