import type { AdminUser } from '@madrigal/contract';
import { useQuery } from '@tanstack/react-query';
import { Ellipsis, HardDrive, LogOut, ShieldCheck, ShieldOff, Trash2 } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import { meQuery } from '../account/session.ts';

/** What an admin can do with somebody's account. */
export type PersonAct = 'limit' | 'role' | 'sign-out' | 'delete';

interface PersonMenuProps {
  person: AdminUser;
  onChoose: (act: PersonAct) => void;
}

export function PersonMenu({ person: { id, name, role }, onChoose }: PersonMenuProps) {
  const own = useQuery(meQuery).data?.id === id;
  return (
    <Menu
      trigger={
        <IconButton label={t('admin.users.more', { name })}>
          <Ellipsis />
        </IconButton>
      }
    >
      <MenuItem onSelect={() => onChoose('limit')}>
        <HardDrive aria-hidden />
        {t('admin.users.limit')}
      </MenuItem>
      <MenuItem onSelect={() => onChoose('role')}>
        {role === 'admin' ? <ShieldOff aria-hidden /> : <ShieldCheck aria-hidden />}
        {t(role === 'admin' ? 'admin.users.makeListener' : 'admin.users.makeAdmin')}
      </MenuItem>
      <MenuItem onSelect={() => onChoose('sign-out')}>
        <LogOut aria-hidden />
        {t('admin.users.signOut')}
      </MenuItem>
      {own ? null : (
        <>
          <MenuSeparator />
          <MenuItem className="text-danger [&_svg]:text-danger" onSelect={() => onChoose('delete')}>
            <Trash2 aria-hidden />
            {t('admin.users.delete')}
          </MenuItem>
        </>
      )}
    </Menu>
  );
}
