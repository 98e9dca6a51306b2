import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { codeField } from '../account/code-field.ts';
import type { Entry } from '../account/engine/index.ts';
import { newPasswordFault } from '../account/new-password.ts';
import { SendAgain } from '../account/send-again.tsx';
import { meQuery } from '../account/session.ts';
import { AuthLayout } from './auth-layout.tsx';
import { newPasswordField } from './new-password-field.ts';
import { OneFieldForm } from './one-field-form.tsx';

export type OpenEntry = Exclude<Entry, { kind: 'signed-in' }>;

/** Asks for whatever is still missing before somebody is in. */
export function NextStep({ entry, email }: { entry: OpenEntry; email: string }) {
  const client = useQueryClient();
  const [step, setStep] = useState(entry);
  const attempt = useMutation({
    mutationFn: (value: string) => goOn(step, value),
    onSuccess: async (next) => {
      if (next.kind === 'signed-in') await client.fetchQuery({ ...meQuery, staleTime: 0 });
      else setStep(next);
    },
  });
  const { title, text, field } = words(step, email);
  return (
    <AuthLayout title={title} text={text}>
      <OneFieldForm
        key={step.kind}
        field={field}
        submitLabel={t('secondStep.submit')}
        error={attempt.error ? faultOf(step, attempt.error) : null}
        busy={attempt.isPending}
        onSubmit={attempt.mutate}
      />
      {step.kind === 'email-code' ? (
        <SendAgain className="mt-4 w-full" send={step.sendAgain} />
      ) : null}
    </AuthLayout>
  );
}

function goOn(step: OpenEntry, value: string): Promise<Entry> {
  return step.kind === 'new-password' ? step.set(value) : step.give(value);
}

function words({ kind }: OpenEntry, email: string) {
  if (kind === 'new-password') {
    return { title: t('reset.title'), text: t('newPassword.text'), field: newPasswordField() };
  }
  if (kind === 'second-step') {
    // A recovery code is taken as well, which has letters.
    const field = { ...codeField(), inputMode: 'text' as const, autoFocus: true };
    return { title: t('secondStep.title'), text: t('secondStep.text'), field };
  }
  return {
    title: t('emailCode.title'),
    text: t('emailCode.text', { email }),
    field: { ...codeField(), autoFocus: true },
  };
}

function faultOf({ kind }: OpenEntry, error: Error): string {
  if (isCode(error, 'invalid_credentials')) {
    return kind === 'second-step' ? t('secondStep.wrong') : t('phone.wrong');
  }
  if (isCode(error, 'conflict')) return t('signUp.taken');
  if (kind === 'new-password' && isCode(error, 'invalid_request')) return newPasswordFault();
  return describeError(error);
}
