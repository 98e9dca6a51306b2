import { ShieldAlert } from 'lucide-react';
import { t } from '../../messages/index.ts';
import { EmptyState } from '../../ui/empty-state.tsx';

export function NotForYou() {
  return (
    <EmptyState
      icon={<ShieldAlert aria-hidden />}
      title={t('admin.forbidden.title')}
      text={t('admin.forbidden.text')}
    />
  );
}
