import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { engine } from '../account/engine/index.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AccountForm } from './account-form.tsx';
import { AuthLayout } from './auth-layout.tsx';
import { NextStep } from './next-step.tsx';
import { OtherWays } from './other-ways.tsx';

export function SignInPage() {
  const client = useQueryClient();
  const { search } = useLocation();
  const instance = useQuery(instanceQuery).data;
  const enter = () => client.fetchQuery({ ...meQuery, staleTime: 0 });
  const attempt = useMutation({
    mutationFn: engine().signIn,
    onSuccess: async ({ kind }) => {
      if (kind === 'signed-in') await enter();
    },
  });
  if (attempt.data && attempt.data.kind !== 'signed-in') {
    return <NextStep entry={attempt.data} email={attempt.variables.email} />;
  }
  return (
    <AuthLayout title={t('signIn.title')} text={t('signIn.text')}>
      <AccountForm
        kind="sign-in"
        submitLabel={t('signIn.submit')}
        busy={attempt.isPending}
        error={attempt.error ? wordsFor(attempt.error) : null}
        onSubmit={({ email, password }) => attempt.mutate({ email, password })}
      />
      <OtherWays onSignedIn={enter} />
      <p className="mt-5 text-center text-sm">
        <Link
          to="/forgot-password"
          className="font-semibold text-accent-ink underline-offset-4 hover:underline"
        >
          {t('signIn.forgot')}
        </Link>
      </p>
      {instance?.registration === 'open' ? (
        <p className="mt-7 text-center text-ink-soft text-sm">
          {t('signIn.noAccount')}{' '}
          <Link
            to={`/sign-up${search}`}
            className="font-semibold text-accent-ink underline-offset-4 hover:underline"
          >
            {t('signIn.toSignUp')}
          </Link>
        </p>
      ) : null}
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'email_not_verified')) return t('signIn.unverified');
  if (isCode(error, 'password_required')) return t('signIn.resetFirst');
  const refused = isCode(error, 'invalid_credentials') || isCode(error, 'invalid_request');
  return refused ? t('signIn.wrong') : describeError(error);
}
