import { useMutation } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { describeError, isCode } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { endOffer, offerPasskeys, signInWithPasskey, wasGivenUp } from '../account/passkeys.ts';
import { Notice } from './notice.tsx';

/** Signs in with a passkey: by this button, or by one that the browser offers in the e-mail field. */
export function PasskeyButton({ onSignedIn }: { onSignedIn: () => void }) {
  const attempt = useMutation({ mutationFn: signInWithPasskey, onSuccess: onSignedIn });
  const offer = useMutation({
    mutationFn: offerPasskeys,
    onSuccess: (signedIn) => signedIn && onSignedIn(),
  });
  const begin = useEffectEvent(() => offer.mutate());
  useEffect(() => {
    begin();
    return endOffer;
  }, []);
  // One that was given up says nothing, and does not hide what the other came to.
  const error = [attempt.error, offer.error].find((each) => each && !wasGivenUp(each));
  return (
    <>
      {error ? <Notice kind="fault">{wordsFor(error)}</Notice> : null}
      <Button
        size="lg"
        className="w-full"
        busy={attempt.isPending}
        onClick={() => attempt.mutate()}
      >
        <KeyRound aria-hidden />
        {t('signIn.passkey')}
      </Button>
    </>
  );
}

function wordsFor(error: Error): string {
  return isCode(error, 'invalid_credentials') ? t('signIn.passkeyWrong') : describeError(error);
}
