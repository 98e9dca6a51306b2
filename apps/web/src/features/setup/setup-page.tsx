import { endpoints, type NewAccount } from '@madrigal/contract';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { describeError, isCode } from '../../api/problem.ts';
import { request } from '../../api/request.ts';
import { t } from '../../messages/index.ts';
import { engine } from '../account/engine/index.ts';
import { newPasswordFault } from '../account/new-password.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AccountForm } from '../sign-in/account-form.tsx';
import { AuthLayout } from '../sign-in/auth-layout.tsx';

/** First use: creates the admin's account and signs it in. */
export function SetupPage() {
  const client = useQueryClient();
  const attempt = useMutation({
    mutationFn: async (account: NewAccount) => {
      await request(endpoints.setUpInstance, { body: account });
      await engine().signIn({ email: account.email, password: account.password });
    },
    onSuccess: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
    // Also after a failed sign-in: the account exists, and the sign-in page is next.
    onSettled: () => client.fetchQuery({ ...instanceQuery, staleTime: 0 }),
  });
  return (
    <AuthLayout title={t('setup.title')} text={t('setup.text')}>
      <AccountForm
        kind="new"
        submitLabel={t('setup.submit')}
        busy={attempt.isPending}
        error={attempt.error ? wordsFor(attempt.error) : null}
        onSubmit={(account) => attempt.mutate(account)}
      />
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'invalid_request')) return newPasswordFault();
  return isCode(error, 'setup_already_done') ? t('setup.alreadyDone') : describeError(error);
}
