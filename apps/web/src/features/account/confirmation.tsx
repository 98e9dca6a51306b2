import { useQueryClient } from '@tanstack/react-query';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Skeleton } from '../../ui/skeleton.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { toast } from '../../ui/toast.tsx';
import { meQuery } from './session.ts';
import { signOut } from './sign-out.ts';
import { useHasPassword } from './ways.ts';

/** Enough to read it and to choose. */
const LONG_MS = 15_000;

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
  const tellRefusal = useTellRefusal();
  return (error) => {
    const wrong = isCode(error, 'invalid_credentials') || isCode(error, 'invalid_request');
    if (!wrong) tellRefusal(error);
    else toast.error(hasPassword === false ? t('account.wrongEmail') : t('account.wrongPassword'));
  };
}

/** Tells why something was refused, and leads on where it needs a recent sign-in. */
export function useTellRefusal(): (error: Error) => void {
  const signInAgain = useSignInAgain();
  return (error) => {
    const action = { label: t('account.signInAgain'), onClick: signInAgain };
    const again = isCode(error, 'sign_in_again') ? { action, duration: LONG_MS } : {};
    toast.error(describeError(error), again);
  };
}

/** Through the sign-in page, and back here. What is kept in this browser stays: it is the same person. */
function useSignInAgain(): () => void {
  const client = useQueryClient();
  return () => {
    signOut().then(
      () => client.setQueryData(meQuery.queryKey, null),
      (error) => toast.error(describeError(error)),
    );
  };
}
