import { NavLink } from 'react-router';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';

const tabs = [
  { to: '/photos', label: 'photos.title' },
  { to: '/photos/albums', label: 'photoAlbums.all' },
] as const;

/** Leads between the timeline and the albums. */
export function PhotosTabs() {
  return (
    <nav aria-label={t('photos.tabs')} className="-mt-5 mb-6 flex gap-6 border-line border-b">
      {tabs.map(({ to, label }) => (
        <NavLink
          key={to}
          to={to}
          end
          className={({ isActive }) =>
            cn(
              '-mb-px border-b-2 px-0.5 py-2.5 font-semibold text-[15px] transition-colors',
              isActive
                ? 'border-accent text-ink'
                : 'border-transparent text-ink-faint hover:text-ink',
            )
          }
        >
          {t(label)}
        </NavLink>
      ))}
    </nav>
  );
}
