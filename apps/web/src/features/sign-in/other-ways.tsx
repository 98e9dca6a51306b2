import { useQuery } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Button } from '../../ui/button.tsx';
import { engine } from '../account/engine/index.ts';
import { passkeysWork } from '../account/passkeys.ts';
import { useProviders } from '../account/providers.ts';
import { instanceQuery } from '../account/session.ts';
import { PasskeyButton } from './passkey-button.tsx';
import { ProviderButtons } from './provider-buttons.tsx';

/** Ways in besides the password; nothing where there are none. */
export function OtherWays({ onSignedIn }: { onSignedIn?: () => void }) {
  const { offers } = engine();
  const passkeys = offers.passkeys && onSignedIn && passkeysWork();
  const providers = useProviders();
  const sms = useQuery(instanceQuery).data?.sms ?? 'off';
  const phone = offers.phoneSignIn && sms !== 'off' && onSignedIn;
  if (!passkeys && !phone && providers.length === 0) return null;
  return (
    <div className="mt-5 flex flex-col gap-3">
      <p className="flex items-center gap-4 text-ink-faint text-sm before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        {t('signIn.or')}
      </p>
      <ProviderButtons />
      {passkeys ? <PasskeyButton onSignedIn={onSignedIn} /> : null}
      {phone ? (
        <Button asChild size="lg" className="w-full">
          <Link to="/sign-in/phone">
            <Smartphone aria-hidden />
            {t('signIn.phone')}
          </Link>
        </Button>
      ) : null}
    </div>
  );
}
