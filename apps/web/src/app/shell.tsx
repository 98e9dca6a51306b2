import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import { Outlet } from 'react-router';
import { meQuery } from '../features/account/session.ts';
import { HandOverOffer } from '../features/player/hand-over-offer.tsx';
import { PlayerBar } from '../features/player/player-bar.tsx';
import { t } from '../messages/index.ts';
import { Scroller } from '../ui/scroller.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { Background } from './background.tsx';
import { ConnectionBanner } from './connection-banner.tsx';
import { PhoneHeader, PhoneTabs, Sidebar } from './navigation.tsx';

const UploadsBackground = lazy(async () => ({
  default: (await import('../features/uploads/uploads-background.tsx')).UploadsBackground,
}));

/** The frame around every page of someone who is signed in. */
export function Shell() {
  const me = useQuery(meQuery).data;
  if (!me) return null;
  return (
    <TooltipProvider delayDuration={500}>
      <div className="grid h-full grid-rows-[auto_auto_minmax(0,1fr)] lg:grid-cols-[248px_minmax(0,1fr)] lg:grid-rows-[auto_minmax(0,1fr)]">
        <a
          href="#content"
          className="sr-only z-[90] rounded-full bg-ink px-4 py-2 font-semibold text-canvas focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
        >
          {t('app.skipToContent')}
        </a>
        <Sidebar me={me} />
        <PhoneHeader me={me} />
        <ConnectionBanner />
        <Scroller className="relative overflow-y-auto pb-44 outline-none lg:pb-32">
          <Outlet />
        </Scroller>
        <div className="pointer-events-none fixed right-0 bottom-0 left-0 z-30 bg-gradient-to-t from-canvas via-canvas/80 to-transparent lg:left-[248px]">
          <div className="pointer-events-auto mx-auto max-w-[1400px] px-2.5 pt-6 pb-2 lg:px-5 lg:pb-4">
            <HandOverOffer />
            <PlayerBar />
          </div>
          <PhoneTabs />
        </div>
        <Suspense>
          <UploadsBackground />
        </Suspense>
        <Background userId={me.id} />
        <Toaster label={t('app.notifications')} />
      </div>
    </TooltipProvider>
  );
}
