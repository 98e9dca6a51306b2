import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { formatBytes } from '../../messages/format.ts';
import { t } from '../../messages/index.ts';
import { cn } from '../../ui/cn.ts';
import { isNearlyFull, storageQuery } from '../account/storage.ts';

/** How much room is left, for people who have a limit. */
export function StorageNote() {
  const storage = useQuery(storageQuery).data;
  if (!storage || storage.leftBytes === null) return null;
  const full = storage.leftBytes === 0;
  return (
    <p
      role={full ? 'status' : undefined}
      className={cn(
        'nums mt-4 text-center text-sm',
        isNearlyFull(storage) ? 'rounded-2xl bg-warn-wash px-4 py-3 text-warn' : 'text-ink-faint',
      )}
    >
      {full ? t('storage.full') : t('storage.left', { left: formatBytes(storage.leftBytes) })}{' '}
      <Link to="/account" className="underline underline-offset-2">
        {t('storage.details')}
      </Link>
    </p>
  );
}
