import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useLocation } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { engine } from '../account/engine/index.ts';
import { newPasswordFault } from '../account/new-password.ts';
import { instanceQuery, meQuery } from '../account/session.ts';
import { AccountForm } from './account-form.tsx';
import { AuthLayout } from './auth-layout.tsx';
import { NextStep } from './next-step.tsx';
import { OtherWays } from './other-ways.tsx';

export function SignUpPage() {
  const client = useQueryClient();
  const { search } = useLocation();
  const instance = useQuery(instanceQuery).data;
  const attempt = useMutation({
    mutationFn: engine().signUp,
    onSuccess: async ({ kind }) => {
      if (kind === 'signed-in') await client.fetchQuery({ ...meQuery, staleTime: 0 });
    },
  });
  const invitation = new URLSearchParams(search).get('invitation');
  const invited = engine().offers.invitations && !!invitation;
  const open =
    instance?.registration === 'open' || (instance?.registration === 'invite' && invited);
  if (attempt.data && attempt.data.kind !== 'signed-in') {
    return <NextStep entry={attempt.data} email={attempt.variables.email} />;
  }
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
  const byLink = registration === 'invite' && engine().offers.invitations;
  return byLink ? t('signUp.invite') : t('signUp.closed');
}

function wordsFor(error: Error): string {
  if (isCode(error, 'email_not_verified')) return t('signIn.unverified');
  if (isCode(error, 'invalid_token')) return t('signUp.invitationInvalid');
  if (isCode(error, 'registration_closed')) return t('signUp.closed');
  if (isCode(error, 'invalid_request')) return newPasswordFault();
  return isCode(error, 'invalid_credentials') ? t('signUp.refused') : describeError(error);
}
