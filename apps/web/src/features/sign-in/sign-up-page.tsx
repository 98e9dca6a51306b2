import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { signUp } from '../account/auth-api.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AccountForm } from './account-form.tsx';
import { AuthLayout } from './auth-layout.tsx';
import { OtherWays } from './other-ways.tsx';

export function SignUpPage() {
  const client = useQueryClient();
  const { search } = useLocation();
  const instance = useQuery(instanceQuery).data;
  const attempt = useMutation({
    mutationFn: signUp,
    onSuccess: () => client.fetchQuery({ ...meQuery, staleTime: 0 }),
  });
  const invitation = new URLSearchParams(search).get('invitation');
  const open =
    instance?.registration === 'open' || (instance?.registration === 'invite' && !!invitation);
  return (
    <AuthLayout
      title={t('signUp.title')}
      text={open ? t('signUp.text') : closedWords(instance?.registration)}
    >
      {open ? (
        <AccountForm
          kind="new"
          submitLabel={t('signUp.submit')}
          busy={attempt.isPending}
          error={attempt.error ? wordsFor(attempt.error) : null}
          onSubmit={(account) =>
            attempt.mutate({ ...account, ...(invitation ? { invitation } : {}) })
          }
        />
      ) : null}
      {open ? <OtherWays /> : null}
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

function closedWords(registration: string | undefined): string {
  return registration === 'invite' ? t('signUp.invite') : t('signUp.closed');
}

function wordsFor(error: Error): string {
  if (isCode(error, 'email_not_verified')) return t('signIn.unverified');
  if (isCode(error, 'invalid_token')) return t('signUp.invitationInvalid');
  return isCode(error, 'invalid_credentials') ? t('signUp.refused') : describeError(error);
}
