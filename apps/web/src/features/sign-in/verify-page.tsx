import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { callAuth } from '../account/auth-api.ts';
import { AuthLayout } from './auth-layout.tsx';
import { Notice } from './notice.tsx';

/** Where the link of a mail leads that confirms an address. */
export function VerifyPage() {
  const [params] = useSearchParams();
  const token = params.get('token') ?? '';
  const answer = useQuery({
    queryKey: ['verify-email', token],
    queryFn: () => callAuth(`/verify-email?token=${encodeURIComponent(token)}`),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <AuthLayout title={t('verify.title')} text={answer.isPending ? t('verify.busy') : ''}>
      <div className="mt-8 flex flex-col gap-6">
        {answer.isSuccess ? <Notice kind="done">{t('verify.done')}</Notice> : null}
        {answer.error ? <Notice kind="fault">{wordsFor(answer.error)}</Notice> : null}
        <Button asChild variant="primary" size="lg">
          <Link to="/">{t('verify.go')}</Link>
        </Button>
      </div>
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  return isCode(error, 'invalid_token') ? t('verify.invalid') : describeError(error);
}
