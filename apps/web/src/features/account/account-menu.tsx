import type { Me } from '@madrigal/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { LogOut, Mail, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useNavigate } from 'react-router';
import { describeError } from '../../api/problem.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { Menu, MenuChoice, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu.tsx';
import { toast } from '../../ui/toast.tsx';
import { deleteEverything } from '../kept/files.ts';
import { instanceQuery, meQuery } from './session.ts';
import { signOut } from './sign-out.ts';
import { setTheme, useTheme } from './theme.ts';

const themeOptions = () =>
  [
    { value: 'system', label: t('account.theme.system'), icon: <Monitor aria-hidden /> },
    { value: 'light', label: t('account.theme.light'), icon: <Sun aria-hidden /> },
    { value: 'dark', label: t('account.theme.dark'), icon: <Moon aria-hidden /> },
  ] as const;

interface AccountMenuProps {
  me: Me;
  /** With the name beside the initials. */
  wide?: boolean;
}

export function AccountMenu({ me, wide }: AccountMenuProps) {
  const theme = useTheme((state) => state.theme);
  const leave = useSignOut();
  const navigate = useNavigate();
  const instance = useQuery(instanceQuery).data;
  return (
    <Menu
      side={wide ? 'top' : 'bottom'}
      align={wide ? 'start' : 'end'}
      trigger={
        <button
          type="button"
          className={cn(
            'flex items-center gap-3 rounded-full transition-colors',
            wide && 'w-full rounded-2xl p-2 text-left hover:bg-hover',
          )}
        >
          <span className="sr-only">{t('account.menu', { name: me.name })}</span>
          <Initials name={me.name} />
          {wide ? <Identity me={me} /> : null}
        </button>
      }
    >
      <div className="px-3 pt-2 pb-1">
        <Identity me={me} />
      </div>
      <MenuSeparator />
      <MenuLabel>{t('account.theme')}</MenuLabel>
      <MenuChoice
        label={t('account.theme')}
        value={theme}
        options={themeOptions()}
        onChange={setTheme}
      />
      <MenuSeparator />
      <MenuItem onSelect={() => void navigate('/account')}>
        <UserRound aria-hidden />
        {t('account.open')}
      </MenuItem>
      {me.role === 'admin' && (instance?.mail === 'outbox' || instance?.sms === 'outbox') ? (
        <MenuItem onSelect={() => void navigate('/outbox')}>
          <Mail aria-hidden />
          {t('account.outbox')}
        </MenuItem>
      ) : null}
      <MenuItem onSelect={leave}>
        <LogOut aria-hidden />
        {t('account.signOut')}
      </MenuItem>
    </Menu>
  );
}

function useSignOut(): () => void {
  const client = useQueryClient();
  return () => {
    signOut().then(
      () => {
        // Nobody else at this device is to hear what was kept.
        void deleteEverything();
        client.setQueryData(meQuery.queryKey, null);
      },
      (error) => toast.error(describeError(error)),
    );
  };
}

function Identity({ me }: { me: Me }) {
  return (
    <span className="block min-w-0 flex-1">
      <span className="flex items-center gap-2">
        <span className="truncate font-semibold text-sm">{me.name}</span>
        {me.role === 'admin' ? (
          <span className="rounded-md bg-accent-wash px-1.5 py-0.5 font-semibold text-[11px] text-accent-ink">
            {t('account.admin')}
          </span>
        ) : null}
      </span>
      <span className="block truncate text-ink-faint text-xs">{me.email}</span>
    </span>
  );
}

function Initials({ name }: { name: string }) {
  const words = name.trim().split(/\s+/);
  const initials = [words.at(0), words.length > 1 ? words.at(-1) : '']
    .map((word) => word?.charAt(0) ?? '')
    .join('');
  return (
    <span
      aria-hidden
      className="grid size-9 shrink-0 place-items-center rounded-full bg-accent font-semibold text-[13px] text-on-accent uppercase"
    >
      {initials}
    </span>
  );
}
