import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { codeField } from '../account/code-field.ts';
import type { Reset } from '../account/engine/index.ts';
import { newPasswordFault } from '../account/new-password.ts';
import { AuthLayout } from './auth-layout.tsx';
import { newPasswordField } from './new-password-field.ts';
import { Notice } from './notice.tsx';
import { ResetDone } from './reset-done.tsx';

/** Takes the code of a mail and the new password. */
export function ResetByCode({ reset }: { reset: Extract<Reset, { kind: 'code' }> }) {
  const attempt = useMutation({
    mutationFn: ({ code, password }: { code: string; password: string }) =>
      reset.set(code, password),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const code = String(data.get('code') ?? '').trim();
    attempt.mutate({ code, password: String(data.get('password') ?? '') });
  };
  return (
    <AuthLayout title={t('reset.title')} text={t('reset.textCode')}>
      {attempt.isSuccess ? (
        <ResetDone />
      ) : (
        <form onSubmit={submit} className="mt-8 flex flex-col gap-5">
          {attempt.error ? <Notice kind="fault">{wordsFor(attempt.error)}</Notice> : null}
          <TextField {...codeField()} name="code" required />
          <TextField {...newPasswordField()} name="password" required />
          <Button
            type="submit"
            variant="primary"
            size="lg"
            busy={attempt.isPending}
            className="mt-2 w-full"
          >
            {t('reset.submit')}
          </Button>
        </form>
      )}
    </AuthLayout>
  );
}

function wordsFor(error: Error): string {
  if (isCode(error, 'invalid_credentials')) return t('phone.wrong');
  return isCode(error, 'invalid_request') ? newPasswordFault() : describeError(error);
}
