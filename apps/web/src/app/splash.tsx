import { t } from '../messages/index.ts';
import { LogoMark } from '../ui/logo.tsx';

/** The moment before it is known what to show. */
export function Splash() {
  return (
    <div role="status" className="grid h-full animate-fade place-items-center">
      <LogoMark className="size-14 animate-pulse" />
      <span className="sr-only">{t('app.loading')}</span>
    </div>
  );
}
