import type { Me } from '@madrigal/contract';
import {
  Activity,
  ArrowDownToLine,
  ChartNoAxesColumn,
  Clapperboard,
  Disc3,
  EyeOff,
  FolderInput,
  Heart,
  History,
  House,
  Images,
  LibraryBig,
  ListMusic,
  type LucideIcon,
  Music4,
  Search,
  Sparkles,
  Trash2,
  Upload,
  UsersRound,
} from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { Link, NavLink, useLocation } from 'react-router';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { useIsAdmin } from '../features/account/session.ts';
import { type MessageKey, t } from '../messages/index.ts';
import { cn } from '../ui/cn.ts';
import { Logo } from '../ui/logo.tsx';
import { Page, PageHeader } from '../ui/page.tsx';

const UploadBadge = lazy(async () => ({
  default: (await import('../features/uploads/upload-badge.tsx')).UploadBadge,
}));

type NavKey = Extract<MessageKey, `nav.${string}`>;

interface Place {
  to: string;
  icon: LucideIcon;
  label: NavKey;
  badge?: ReactNode;
}

const home: Place = { to: '/', icon: House, label: 'nav.home' };
const search: Place = { to: '/search', icon: Search, label: 'nav.search' };
const library: readonly Place[] = [
  { to: '/albums', icon: Disc3, label: 'nav.albums' },
  { to: '/artists', icon: UsersRound, label: 'nav.artists' },
  { to: '/songs', icon: Music4, label: 'nav.songs' },
];
const own: readonly Place[] = [
  { to: '/photos', icon: Images, label: 'nav.photos' },
  { to: '/playlists', icon: ListMusic, label: 'nav.playlists' },
  { to: '/favourites', icon: Heart, label: 'nav.favourites' },
  { to: '/history', icon: History, label: 'nav.history' },
  { to: '/statistics', icon: ChartNoAxesColumn, label: 'nav.statistics' },
  { to: '/recap', icon: Sparkles, label: 'nav.recap' },
  { to: '/kept', icon: ArrowDownToLine, label: 'nav.kept' },
  { to: '/slideshows', icon: Clapperboard, label: 'nav.slideshows' },
  { to: '/upload', icon: Upload, label: 'nav.upload', badge: <Badge /> },
];
const forAdmins: readonly Place[] = [
  { to: '/import', icon: FolderInput, label: 'nav.import' },
  { to: '/drafts', icon: EyeOff, label: 'nav.drafts' },
  { to: '/trash', icon: Trash2, label: 'nav.trash' },
  { to: '/admin', icon: Activity, label: 'nav.admin' },
];

export function Sidebar({ me }: { me: Me }) {
  return (
    <aside className="row-span-2 flex min-h-0 flex-col border-line border-r bg-surface px-3.5 py-5 max-lg:hidden">
      <Logo name={t('app.name')} className="px-2.5" />
      <nav
        aria-label={t('nav.label')}
        className="no-scrollbar mask-b-from-[calc(100%-1.5rem)] mt-6 [@media(max-height:950px)]:mt-4 min-h-0 grow overflow-y-auto pb-6"
      >
        <SideLink {...home} />
        <SideLink {...search} />
        <Group title={t('nav.library')} places={library} />
        <Group title={t('nav.own')} places={own} />
        {me.role === 'admin' ? <Group title={t('nav.manage')} places={forAdmins} /> : null}
      </nav>
      <AccountMenu me={me} wide />
    </aside>
  );
}

function Group({ title, places }: { title: string; places: readonly Place[] }) {
  return (
    <>
      <p className="mt-5 [@media(max-height:950px)]:mt-3 mb-1 px-3 font-medium text-ink-faint text-xs">
        {title}
      </p>
      {places.map((place) => (
        <SideLink key={place.to} {...place} />
      ))}
    </>
  );
}

function SideLink({ to, icon: Icon, label, badge }: Place) {
  return (
    <NavLink
      to={to}
      end={to === '/'}
      className={({ isActive }) =>
        cn(
          'flex h-9 [@media(max-height:950px)]:h-[30px] items-center gap-3 rounded-xl px-3 font-medium text-[15px] text-ink-soft -outline-offset-2 transition-colors hover:bg-hover hover:text-ink',
          isActive && 'bg-hover font-semibold text-ink [&_svg]:text-accent-ink',
        )
      }
    >
      <Icon aria-hidden className="size-5" />
      <span className="grow">{t(label)}</span>
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

export function PhoneHeader({ me }: { me: Me }) {
  return (
    <header className="flex items-center justify-between px-5 pt-4 pb-1 lg:hidden">
      <Logo name={t('app.name')} />
      <AccountMenu me={me} />
    </header>
  );
}

export function PhoneTabs() {
  const { pathname } = useLocation();
  const inLibrary = pathname !== '/' && !pathname.startsWith('/search');
  return (
    <nav
      aria-label={t('nav.label')}
      className="pointer-events-auto flex justify-around bg-canvas pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:hidden"
    >
      <Tab {...home} active={pathname === '/'} />
      <Tab {...search} active={pathname.startsWith('/search')} />
      <Tab
        to="/library"
        icon={LibraryBig}
        label="nav.library"
        active={inLibrary}
        badge={<Badge />}
      />
    </nav>
  );
}

function Tab({ to, icon: Icon, label, badge, active }: Place & { active: boolean }) {
  return (
    <Link
      to={to}
      aria-current={active ? 'page' : undefined}
      className={cn(
        'relative flex min-w-24 flex-col items-center gap-0.5 rounded-xl py-1.5 font-medium text-[11px]',
        active ? 'text-accent-ink' : 'text-ink-faint',
      )}
    >
      <Icon aria-hidden className="size-6" />
      {t(label)}
      <span className="absolute top-0 right-4">{badge}</span>
    </Link>
  );
}

/** Where a phone, which has no side bar, leads everywhere. */
export function LibraryPage() {
  const admin = useIsAdmin();
  const places = [...library, ...own, ...(admin ? forAdmins : [])];
  return (
    <Page>
      <PageHeader title={t('nav.library')} />
      <ul className="-mx-2 max-w-xl">
        {places.map(({ to, icon: Icon, label, badge }) => (
          <li key={to}>
            <Link
              to={to}
              className="flex h-14 items-center gap-4 rounded-xl px-2 font-medium text-lg hover:bg-hover"
            >
              <Icon aria-hidden className="size-6 text-accent-ink" />
              <span className="grow">{t(label)}</span>
              {badge}
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
