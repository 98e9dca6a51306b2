import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { signUp } from '../account/auth-api.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AccountForm } from './account-form.tsx';
import { AuthLayout } from './auth-layout.tsx';

export function SignUpPage() {
  const client = useQueryClient();
  const { search } = useLocation();
  const instance = useQuery(instanceQuery).data;
  const attempt = useMutation({
    mutationFn: signUp,
    onSuccess: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
  });
  const open = instance?.registration === 'open';
  return (
    <AuthLayout title={t('signUp.title')} text={open ? t('signUp.text') : t('signUp.closed')}>
      {open ? (
        <AccountForm
          kind="new"
          submitLabel={t('signUp.submit')}
          busy={attempt.isPending}
          error={attempt.error ? wordsFor(attempt.error) : null}
          onSubmit={(account) => attempt.mutate(account)}
        />
      ) : null}
      <p className="mt-7 text-center text-ink-soft text-sm">
        {t('signUp.haveAccount')}{' '}
        <Link
          to={`/sign-in${search}`}
          className="font-semibold text-accent-ink underline-offset-4 hover:underline"
        >
          {t('signUp.toSignIn')}
        </Link>
      </p>
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  return isCode(error, 'invalid_credentials') ? t('signUp.refused') : describeError(error);
}
