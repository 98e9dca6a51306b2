import { useQuery } from '@tanstack/react-query';
import { t } from '../../messages/index.ts';
import { engine } from './engine/index.ts';
import { AppsSection } from './sections/apps-section.tsx';
import { ConnectionsSection } from './sections/connections-section.tsx';
import { DataSection } from './sections/data-section.tsx';
import { DevicesSection } from './sections/devices-section.tsx';
import { InviteSection } from './sections/invite-section.tsx';
import { LanguageSection } from './sections/language-section.tsx';
import { PasskeysSection } from './sections/passkeys-section.tsx';
import { PasswordSection } from './sections/password-section.tsx';
import { PhoneSection } from './sections/phone-section.tsx';
import { ProfileSection } from './sections/profile-section.tsx';
import { StorageSection } from './sections/storage-section.tsx';
import { TokensSection } from './sections/tokens-section.tsx';
import { TwoStepSection } from './sections/two-step-section.tsx';
import { meQuery } from './session.ts';

export function AccountPage() {
  const me = useQuery(meQuery).data;
  if (!me) return null;
  const { offers } = engine();
  return (
    <div className="mx-auto max-w-4xl px-5 pt-6 pb-10 sm:px-10 lg:pt-10">
      <h1 className="mb-8 text-4xl sm:text-5xl">{t('account.title')}</h1>
      <ProfileSection me={me} />
      <LanguageSection />
      <PasswordSection />
      {offers.passkeys ? <PasskeysSection /> : null}
      <PhoneSection />
      {offers.connections ? <ConnectionsSection /> : null}
      {offers.twoStep ? <TwoStepSection /> : null}
      {offers.devices ? <DevicesSection /> : null}
      <AppsSection />
      <TokensSection admin={me.role === 'admin'} />
      {me.role === 'admin' && offers.invitations ? <InviteSection /> : null}
      <StorageSection />
      <DataSection />
    </div>
  );
}
