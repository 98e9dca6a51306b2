import { useMutation } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useLocation } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { engine } from '../account/engine/index.ts';
import { useProviders } from '../account/providers.ts';
import { Notice } from './notice.tsx';

/** One button for every other sign-in page; what went wrong there is said here. */
export function ProviderButtons() {
  const providers = useProviders();
  const { pathname, search } = useLocation();
  const params = new URLSearchParams(search);
  const invitation = params.get('invitation');
  const leave = useMutation({
    mutationFn: (provider: string) =>
      engine().leaveFor({ provider, back: '/', fault: pathname, invitation }),
  });
  const refusal = params.get('error');
  const fault = leave.error ? describeError(leave.error) : refusal ? wordsFor(refusal) : null;
  return (
    <>
      {fault ? <Notice kind="fault">{fault}</Notice> : null}
      {providers.map(({ id, name }) => (
        <Button
          key={id}
          size="lg"
          className="w-full"
          busy={leave.isPending && leave.variables === id}
          onClick={() => leave.mutate(id)}
        >
          <LogIn aria-hidden />
          {t('signIn.provider', { name })}
        </Button>
      ))}
    </>
  );
}

/** Codes come back in the address, which anybody can write: unknown ones are not repeated. */
function wordsFor(code: string): string {
  if (code === 'account_not_linked') return t('signIn.notLinked');
  if (code === 'email_not_found') return t('signIn.noAddress');
  if (code === 'registration_closed') return t('signUp.closed');
  if (code === 'invitation_required') return t('signUp.invite');
  if (code === 'invalid_token') return t('signUp.invitationInvalid');
  return t('signIn.providerFault');
}
