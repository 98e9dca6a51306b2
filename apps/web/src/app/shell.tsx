import type { Me } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Activity, type LucideIcon, Music4, Upload } from 'lucide-react';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { NavLink, Outlet, ScrollRestoration } from 'react-router';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { meQuery } from '../features/account/session.ts';
import { useLiveUpdates } from '../features/live/live-updates.ts';
import { keepQueue } from '../features/player/keep-queue.ts';
import { player } from '../features/player/player.ts';
import { PlayerBar } from '../features/player/player-bar.tsx';
import { t } from '../messages/index.ts';
import { cn } from '../ui/cn.ts';
import { Logo } from '../ui/logo.tsx';
import { Scroller } from '../ui/scroller.tsx';
import { Toaster } from '../ui/toast.tsx';
import { TooltipProvider } from '../ui/tooltip.tsx';
import { ConnectionBanner } from './connection-banner.tsx';

const UploadBadge = lazy(async () => ({
  default: (await import('../features/uploads/upload-badge.tsx')).UploadBadge,
}));
const UploadsBackground = lazy(async () => ({
  default: (await import('../features/uploads/uploads-background.tsx')).UploadsBackground,
}));

/** The frame around every page of someone who is signed in. */
export function Shell() {
  const me = useQuery(meQuery).data;
  const userId = me?.id;
  useEffect(() => {
    if (userId === undefined) return;
    const stopKeeping = keepQueue(userId);
    return () => {
      stopKeeping();
      player.clear();
    };
  }, [userId]);
  useLiveUpdates(userId);
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
            <PlayerBar />
          </div>
          <PhoneTabs me={me} />
        </div>
        {me.role === 'admin' ? (
          <Suspense>
            <UploadsBackground />
          </Suspense>
        ) : null}
        <ScrollRestoration />
        <Toaster label={t('app.notifications')} />
      </div>
    </TooltipProvider>
  );
}

function Sidebar({ me }: { me: Me }) {
  return (
    <aside className="row-span-2 flex flex-col border-line border-r bg-surface px-3.5 py-5 max-lg:hidden">
      <Logo name={t('app.name')} className="px-2.5" />
      <nav aria-label={t('nav.label')} className="mt-8 grow">
        <Heading>{t('nav.library')}</Heading>
        <SideLink to="/songs" icon={Music4} label={t('nav.songs')} />
        {me.role === 'admin' ? (
          <>
            <Heading>{t('nav.manage')}</Heading>
            <SideLink to="/upload" icon={Upload} label={t('nav.upload')} badge={<Badge />} />
            <SideLink to="/admin" icon={Activity} label={t('nav.admin')} />
          </>
        ) : null}
      </nav>
      <AccountMenu me={me} wide />
    </aside>
  );
}

function Heading({ children }: { children: ReactNode }) {
  return (
    <p className="mt-6 mb-1.5 px-3 font-medium text-ink-faint text-xs first:mt-0">{children}</p>
  );
}

interface NavItemProps {
  to: string;
  icon: LucideIcon;
  label: string;
  badge?: ReactNode;
}

function SideLink({ to, icon: Icon, label, badge }: NavItemProps) {
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        cn(
          'flex h-10 items-center gap-3 rounded-xl px-3 font-medium text-[15px] text-ink-soft transition-colors hover:bg-hover hover:text-ink',
          isActive && 'bg-hover font-semibold text-ink [&_svg]:text-accent-ink',
        )
      }
    >
      <Icon aria-hidden className="size-5" />
      <span className="grow">{label}</span>
      {badge}
    </NavLink>
  );
}

function Badge() {
  return (
    <Suspense>
      <UploadBadge />
    </Suspense>
  );
}

function PhoneHeader({ me }: { me: Me }) {
  return (
    <header className="flex items-center justify-between px-5 pt-4 pb-1 lg:hidden">
      <Logo name={t('app.name')} />
      <AccountMenu me={me} />
    </header>
  );
}

function PhoneTabs({ me }: { me: Me }) {
  if (me.role !== 'admin') return null;
  return (
    <nav
      aria-label={t('nav.label')}
      className="pointer-events-auto flex justify-around bg-canvas pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:hidden"
    >
      <Tab to="/songs" icon={Music4} label={t('nav.songs')} />
      <Tab to="/upload" icon={Upload} label={t('nav.upload')} badge={<Badge />} />
      <Tab to="/admin" icon={Activity} label={t('nav.admin')} />
    </nav>
  );
}

function Tab({ to, icon: Icon, label, badge }: NavItemProps) {
  return (
    <NavLink
      to={to}
      className={({ isActive }) =>
        cn(
          'relative flex min-w-24 flex-col items-center gap-0.5 rounded-xl py-1.5 font-medium text-[11px] text-ink-faint',
          isActive && 'text-accent-ink',
        )
      }
    >
      <Icon aria-hidden className="size-6" />
      {label}
      <span className="absolute top-0 right-4">{badge}</span>
    </NavLink>
  );
}
