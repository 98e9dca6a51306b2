import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '../../messages/index.ts';
import { Logo } from '../../ui/logo.tsx';
import { Scroller } from '../../ui/scroller.tsx';
import { Toaster } from '../../ui/toast.tsx';
import { TooltipProvider } from '../../ui/tooltip.tsx';

/** What is around every page for people without an account. */
export function VisitorFrame({ children }: { children: ReactNode }) {
  return (
    <TooltipProvider delayDuration={500}>
      <div className="grid h-full grid-rows-[auto_minmax(0,1fr)]">
        <header className="flex items-center justify-between px-5 py-3 sm:px-10">
          <Link to="/" aria-label={t('app.name')}>
            <Logo name={t('app.name')} />
          </Link>
          <p className="text-[13px] text-ink-faint max-sm:hidden">{t('shared.about')}</p>
        </header>
        <Scroller className="relative overflow-y-auto pb-40 outline-none">{children}</Scroller>
      </div>
      <Toaster label={t('app.notifications')} />
    </TooltipProvider>
  );
}
