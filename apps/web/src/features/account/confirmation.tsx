import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { useHasPassword } from './ways.ts';

/**
 * Asks who is at the keys, before something that matters: for the password or, where the account
 * has none, for its e-mail address, as the server does.
 */
export function Confirmation({ name = 'confirmation' }: { name?: string }) {
  const hasPassword = useHasPassword();
  if (hasPassword === undefined) return <Skeleton className="h-[74px]" />;
  if (hasPassword) {
    return (
      <TextField
        key="password"
        label={t('field.currentPassword')}
        name={name}
        type="password"
        autoComplete="current-password"
        required
      />
    );
  }
  return (
    <TextField
      key="email"
      label={t('field.ownEmail')}
      hint={t('field.ownEmail.hint')}
      name={name}
      type="email"
      autoComplete="off"
      required
    />
  );
}

/** Tells what went wrong where a {@link Confirmation} was asked for. */
export function useTellFault(): (error: Error) => void {
  const hasPassword = useHasPassword();
  return (error) => {
    const wrong = isCode(error, 'invalid_credentials') || isCode(error, 'invalid_request');
    if (!wrong) toast.error(describeError(error));
    else toast.error(hasPassword === false ? t('account.wrongEmail') : t('account.wrongPassword'));
  };
}
